"""People come in whole: the city's squares alone, every child once, each with its 小学校区, and all of it said."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ibasho.base.kernel import mesh
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid, NotAllowed, NotFound
from ibasho.town.areas import actions, queries
from ibasho.town.areas.actions.intake import Asked, Upload, take_in
from ibasho.town.areas.datasets.preview import Preview, Weight
from ibasho.town.areas.engine.network import Network
from ibasho.town.areas.models import AgeCount, Cell, ClubCount, Population, Town
from ibasho.town.areas.stages import Stage
from tests import make
from tests.people import cast
from tests.town.areas.published import FIVES, mesh_text, plain
from tests.town.areas.shapes import CITY, collection, square

pytestmark = pytest.mark.django_db
SERVER = Actor.of_job("test")
# A 1 km square and its four quarters; the square east of it.
BASE, EAST = "52377101", "52377102"
SW, SE, NW, NE = (f"{BASE}{quarter}" for quarter in "1234")
WEST_LNG, SOUTH_LAT = mesh.bounds(BASE).west, mesh.bounds(BASE).south
WIDE, HIGH = mesh.bounds(BASE).east - WEST_LNG, mesh.bounds(BASE).north - SOUTH_LAT


@pytest.fixture(autouse=True)
def kakegawa(settings: Any) -> None:
    settings.IBASHO_CITY = {**settings.IBASHO_CITY, "name": "掛川市", "code": CITY}


def box(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    """In parts of the 1 km square BASE: (0, 0, 1, 1) is the whole of it."""
    x0, x1 = WEST_LNG + WIDE * west, WEST_LNG + WIDE * east
    y0, y1 = SOUTH_LAT + HIGH * south, SOUTH_LAT + HIGH * north
    return {"type": "Polygon", "coordinates": [[[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]]]}


def outline(*edges: float) -> None:
    actions.set_boundary(
        name="掛川市", geometry=box(*edges), source="N03", as_of=make.TUESDAY, by=SERVER, at=make.AT
    )


def districts(**shapes: dict[str, Any]) -> None:
    rows = [{"code": code, "name": code, "geometry": each, "source": "A27"} for code, each in shapes.items()]
    actions.set_districts(rows=rows, by=SERVER, at=make.AT)


def take(*files: bytes, kind: str = "mesh", dry_run: bool = False, **asked: Any) -> Preview:
    uploads = [Upload(f"tblT001141H{at}.txt", data) for at, data in enumerate(files)]
    return take_in(kind, files=uploads, asked=Asked(**asked), by=SERVER, at=make.AT, dry_run=dry_run)


def refusal(*files: bytes, **asked: Any) -> Invalid:
    with pytest.raises(Invalid) as refused:
        take(*files, **asked)
    assert not Population.objects.exists()
    return refused.value


def now() -> Population:
    found = queries.people_now()
    assert found is not None
    return found


def told(preview: Preview, words: str) -> Any:
    return next(problem for problem in preview.problems if words in problem.message)


QUARTERS = mesh_text([plain(SW, 100, 20, 6), plain(SE, 50, 10), plain(NW, 30, 3), plain(f"{EAST}1", 70, 9)])


def test_squares_outside_the_city_are_left_out_and_counted() -> None:
    outline(0, 0, 1, 1)
    done = take(QUARTERS)
    assert [(cell.code, cell.people) for cell in queries.cells_of(now())] == [(SW, 100), (SE, 50), (NW, 30)]
    assert (now().counts["outside"], now().counts["cells"], now().counts["edge"]) == (1, 3, 0)
    assert (done.taken, done.exit_code, done.source) == (
        True,
        0,
        "国勢調査 地域メッシュ統計（総務省統計局）e-Stat",
    )
    assert (now().year, now().kind, now().current) == (2020, "census", True)


def test_a_square_the_outline_crosses_is_in_and_one_that_only_meets_it_is_not() -> None:
    outline(0, 0, 0.6, 0.5)
    done = take(QUARTERS)
    assert {cell.code for cell in queries.cells_of(now())} == {SW, SE}
    assert told(done, "市の境に かかる").count == 1


def test_without_an_outline_nothing_is_taken_unless_the_person_says_how() -> None:
    refused = refusal(QUARTERS)
    assert refused.code == "areas.no_boundary"
    assert "--within" in refused.message
    done = take(QUARTERS, within="all")
    assert now().counts["cells"] == 4
    assert told(done, "市の境が 入っていない").weight is Weight.WARNING


def test_the_streets_may_stand_for_the_city() -> None:
    assert refusal(QUARTERS, within="streets").code == "areas.no_streets"
    lat, lng = mesh.centre(SE)
    none = np.zeros(0, np.int32)
    spots = np.array([lat, lat]), np.array([lng, lng + 0.0005])
    make.streets(Network(*spots, np.zeros(3, np.int32), none, none, np.array([0, 1], np.int32), "two"))
    take(QUARTERS, within="streets")
    assert [cell.code for cell in queries.cells_of(now())] == [SE]


def test_a_file_of_another_part_of_the_country_is_refused_whole() -> None:
    outline(0, 0, 1, 1)
    for dry_run in (True, False):  # the preview does not offer to take nothing
        found = refusal(mesh_text([plain("533945011", 9, 1)]), dry_run=dry_run)
        assert found.code == "areas.no_cells"
        assert "市の外に 1" in found.message


def test_every_square_gets_the_district_of_its_middle_or_the_nearest() -> None:
    outline(0, 0, 1, 1)
    districts(A=box(0, 0, 0.5, 1), B=box(0.5, 0, 0.9, 0.2))
    take(QUARTERS)
    assert {cell.code: cell.district_code for cell in queries.cells_of(now())} == {SW: "A", NW: "A", SE: "B"}
    assert now().counts["nearest_district"] == 1
    found = queries.children_by_district(now())
    assert {code: each.total for code, each in found.items()} == {"A": 29, "B": 10}
    assert found["A"].children[Stage.HIGH] == 6
    assert found["A"].estimated


def test_a_district_without_a_child_is_said() -> None:
    outline(0, 0, 1, 1)
    districts(A=box(0, 0, 0.5, 1), B=box(0.5, 0, 1, 1))
    done = take(mesh_text([plain(SW, 100, 20), plain(SE, 50, 0)]))
    assert "B" in told(done, "こどもが いない").message
    assert queries.children_by_district(now())["B"].total == 0


def test_without_shapes_of_districts_the_squares_stay_without_and_it_is_said() -> None:
    outline(0, 0, 1, 1)
    assert told(take(QUARTERS), "小学校区が わからない").count == 3
    assert set(queries.children_by_district(now())) == {""}


def test_districts_that_come_later_place_the_cells_that_are_there() -> None:
    outline(0, 0, 1, 1)
    take(QUARTERS)
    files = collection(
        *(({"name": code}, each) for code, each in (("A", box(0, 0, 0.5, 1)), ("B", box(0.5, 0, 1, 1))))
    )
    done = take(files, kind="districts", source="市")
    assert {cell.code: cell.district_code for cell in queries.cells_of(now())} == {SW: "A", NW: "A", SE: "B"}
    assert next(figure.value for figure in done.figures if figure.label == "校区が かわった区画") == "3"
    assert actions.place_cells(by=SERVER, at=make.AT) == 0


def test_merged_figures_are_spread_back_before_the_neighbours_are_left_out() -> None:
    """The receiver lies outside the city: our share of its children stays with us."""
    outline(0, 0, 1, 1)
    hidden = (SE, 2, f"{EAST}1", "", 10, 5, "*", "*", "*", "*", "*")
    holder = (f"{EAST}1", 1, "", SE, 30, 15, 8, 32, 32, 9, 1)
    take(mesh_text([plain(SW, 100, 20), hidden, holder]))
    cells = {cell.code: cell for cell in queries.cells_of(now())}
    assert cells[SE].children == 2
    assert (cells[SE].secrecy, cells[SE].estimated, set(cells)) == (2, True, {SW, SE})


def test_a_secret_square_whose_receiver_is_not_in_the_files_stays_unknown_and_is_said() -> None:
    outline(0, 0, 1, 1)
    done = take(mesh_text([plain(SW, 100, 20), (SE, 2, f"{EAST}1", "", 10, 5, "*", "*", "*", "*", "*")]))
    cell = Cell.objects.get(code=SE)
    assert (cell.infant, cell.high, cell.people) == (None, None, 10)
    assert told(done, "わかりません").value == SE
    assert (done.sample and done.sample.rows[1][3:8]) == ("?",) * 5
    assert queries.children_by_district(now())[""].secret == 1


def test_a_border_square_in_two_prefectures_files_is_summed() -> None:
    outline(0, 0, 1, 1)
    done = take(
        mesh_text([plain(SW, 100, 20), plain(SE, 50, 10)]), mesh_text([plain(SE, 8, 2), plain(NE, 5, 1)])
    )
    assert {cell.code: (cell.people, cell.children) for cell in queries.cells_of(now())} == {
        SW: (100, 20), SE: (58, 12), NE: (5, 1),
    }  # fmt: skip
    assert told(done, "県ざかい").count == 1


def test_the_same_file_given_twice_counts_once_and_is_said() -> None:
    outline(0, 0, 1, 1)
    done = take(QUARTERS, QUARTERS)
    assert now().counts["people"] == 180
    assert told(done, "2回 あります").count == 4


def test_the_same_file_again_changes_nothing() -> None:
    outline(0, 0, 1, 1)
    take(QUARTERS)
    before = list(Cell.objects.order_by("pk").values_list("pk", flat=True))
    assert take(QUARTERS, dry_run=True).same
    again = take(QUARTERS)
    assert (again.same, again.taken) == (True, True)
    assert list(Cell.objects.order_by("pk").values_list("pk", flat=True)) == before
    changed = take(mesh_text([plain(SW, 101, 20, 6), plain(SE, 50, 10)]))
    assert (changed.same, Population.objects.count(), Cell.objects.count()) == (False, 1, 2)


def test_looking_writes_nothing_and_says_the_same() -> None:
    outline(0, 0, 1, 1)
    looked = take(QUARTERS, dry_run=True)
    assert not Population.objects.exists()
    assert (looked.taken, looked.same) == (False, False)
    done = take(QUARTERS)
    assert (looked.figures, looked.problems, looked.sample) == (done.figures, done.problems, done.sample)


def test_the_citys_single_years_split_the_groups_and_the_preview_compares_with_them() -> None:
    outline(0, 0, 1, 1)
    actions.set_ages(
        year=2026, people={**dict.fromkeys(range(100), 0), 3: 30, 7: 10}, source="市", by=SERVER, at=make.AT
    )
    done = take(mesh_text([(SW, 0, "", "", 100, 4, 6, 0, 0, 40)], FIVES, "T001192"))
    (cell,) = queries.cells_of(now())
    assert cell.stages() == (4, 6, 0, 0, 0)
    assert (now().counts["split"], now().counts["split_year"]) == ("single_years", 2026)
    assert "25%" in next(figure for figure in done.figures if figure.label.startswith("こども")).note


def test_without_single_years_the_split_is_even_and_said() -> None:
    outline(0, 0, 1, 1)
    done = take(QUARTERS)
    assert told(done, "同じ人数ずつ").weight is Weight.WARNING
    assert now().counts["split"] == "evenly"


def test_a_table_without_ages_is_refused_until_the_citys_ages_are_there() -> None:
    outline(0, 0, 1, 1)
    people = mesh_text([(SW, 0, "", "", 200)], ("　人口（総数）",))
    refused = refusal(people)
    assert (refused.code, "import ages" in refused.message) == ("areas.no_ages", True)
    actions.set_ages(year=2026, people=dict.fromkeys(range(100), 10), source="市", by=SERVER, at=make.AT)
    done = take(people)
    assert queries.children_total(now()) == pytest.approx(36, abs=0.001)
    assert told(done, "市ぜんたいの割合").weight is Weight.WARNING


def test_a_table_of_an_unknown_year_asks_for_it() -> None:
    outline(0, 0, 1, 1)
    data = mesh_text([plain(SW, 9, 1)], table="T009999")
    assert refusal(data).code == "areas.no_year"
    take(data, year=2025)
    assert now().year == 2025


def test_a_newer_file_is_used_from_now_on_and_an_older_one_waits() -> None:
    outline(0, 0, 1, 1)
    take(QUARTERS, year=2020)
    assert "「2020年 " in told(take(QUARTERS, year=2025), "のかわりに").message
    assert "「2025年 " in told(take(QUARTERS, year=2015), "切りかえません").message
    assert now().year == 2025
    assert [row.year for row in queries.populations()] == [2025, 2020, 2015]
    old = Population.objects.get(year=2015)
    actions.use_population(public_id=old.public_id, by=SERVER, at=make.AT)
    assert now() == old


def test_a_file_in_use_is_removed_only_when_no_other_could_take_its_place() -> None:
    outline(0, 0, 1, 1)
    take(QUARTERS, year=2020)
    take(QUARTERS, year=2025)
    older, newer = Population.objects.get(year=2020), Population.objects.get(year=2025)
    with pytest.raises(Exception, match="いま使っている"):
        actions.remove_population(public_id=newer.public_id, by=SERVER, at=make.AT)
    actions.use_population(public_id=older.public_id, by=SERVER, at=make.AT)
    actions.remove_population(public_id=newer.public_id, by=SERVER, at=make.AT)
    actions.remove_population(public_id=older.public_id, by=SERVER, at=make.AT)
    assert (queries.people_now(), Cell.objects.count()) == (None, 0)
    with pytest.raises(NotFound):
        actions.remove_population(public_id=older.public_id, by=SERVER, at=make.AT)


def projection(*years: int) -> bytes:
    columns: dict[str, Any] = {"MESH_ID": SW, "SHICODE": "22213"}
    for year in years:
        columns |= {f"PTN_{year}": 2000 + 90 - year / 100, f"PTA_{year}": (2100 - year) / 10}
    return collection((columns, square(138, 34.7)))


def test_a_projection_comes_in_by_year_and_is_never_now() -> None:
    done = take(projection(2030, 2050), kind="projection")
    assert queries.people_now() is None
    assert (done.as_of, done.kind) == ("2030年～2050年", "projection")
    assert [row.year for row in queries.populations()] == [2050, 2030]
    far = queries.projection(2050)
    assert far is not None
    assert sum(cell.stages()[index] for cell in queries.cells_of(far) for index in range(4)) == pytest.approx(
        5
    )
    assert queries.cells_of(far)[0].estimated
    with pytest.raises(Invalid) as refused:
        actions.use_population(public_id=far.public_id, by=SERVER, at=make.AT)
    assert refused.value.code == "areas.projection_is_not_now"


def test_one_year_of_a_projection_may_be_asked_for() -> None:
    take(projection(2030, 2050), kind="projection", year=2050)
    assert [row.year for row in queries.populations()] == [2050]


def test_the_register_by_town_takes_positions_and_districts_from_the_towns() -> None:
    Town.objects.create(name="葵町", lat=34.705, lng=138.005, district_code="A", source="市")
    table = "令和8年4月1日現在\n町名,総数,0～4歳,5～9歳,10～14歳,15～19歳\n葵町,100,5,6,7,8\n原子,9,1,1,1,1\n"
    done = take(table.encode(), kind="small_areas", source="住民基本台帳")
    (cell,) = queries.cells_of(now())
    assert (cell.name, cell.district_code, now().kind, now().unit, now().year) == (
        "葵町",
        "A",
        "register",
        "small_area",
        2026,
    )
    assert (done.exit_code, told(done, "位置が わかりません").value) == (1, "原子")


def test_nothing_comes_in_without_its_source() -> None:
    outline(0, 0, 1, 1)
    assert (
        refusal(
            b"KEY_CODE,\xe4\xba\xba\xe5\x8f\xa3\xe7\xb7\x8f\xe6\x95\xb0,0-14\xe6\xad\xb3\n523771011,9,1\n",
            year=2020,
        ).code
        == "areas.no_source"
    )


AGES = ("年齢,総数\n" + "".join(f"{age}歳,{age + 1}\n" for age in range(101))).encode()


def test_ages_of_the_city_come_in_once_for_each_year() -> None:
    done = take(AGES, kind="ages", year=2026, source="市")
    again = take(AGES, kind="ages", year=2026, source="市")
    assert (done.same, again.same, AgeCount.objects.count()) == (False, True, 101)
    assert (queries.ages().people[17], queries.ages().year, queries.ages().source) == (18, 2026, "市")
    take(AGES, kind="ages", year=2020, source="市")
    assert (queries.ages().year, queries.ages(2020).year, queries.ages(1999).year) == (2026, 2020, 2026)


def test_ages_need_a_year_and_a_source() -> None:
    for asked, code in (({"source": "市"}, "areas.no_year"), ({"year": 2026}, "areas.no_source")):
        with pytest.raises(Invalid) as refused:
            take(AGES, kind="ages", **asked)
        assert refused.value.code == code


CLUBS = "小学校区,学年,人数\nA,1年,12\nA,2年,8\nA,4年,3\nよその学校,1年,5\n".encode()


def test_children_in_clubs_are_counted_by_district_and_strangers_are_said() -> None:
    districts(A=box(0, 0, 1, 1))
    done = take(CLUBS, kind="clubs", source="市")
    assert queries.clubs() == {"A": {Stage.LOWER: 20, Stage.UPPER: 3}}
    assert queries.clubs_said() == (make.AT.date(), "市")
    assert (done.exit_code, told(done, "知らない").value, told(done, "知らない").row) == (1, "よその学校", 5)
    assert take(CLUBS, kind="clubs", source="市", dry_run=True).same
    assert take(CLUBS, kind="clubs", source="市").same
    take("小学校区,1年,4年\nA,1,2\n".encode(), kind="clubs", source="市")
    assert queries.clubs() == {"A": {Stage.LOWER: 1, Stage.UPPER: 2}}


def test_clubs_of_unknown_districts_alone_are_refused() -> None:
    with pytest.raises(Invalid) as refused:
        take(CLUBS, kind="clubs", source="市")
    assert (refused.value.code, ClubCount.objects.count()) == ("areas.no_clubs", 0)


def test_what_is_loaded_names_people_ages_and_clubs_with_year_and_source() -> None:
    outline(0, 0, 1, 1)
    districts(A=box(0, 0, 1, 1))
    take(QUARTERS)
    take(AGES, kind="ages", year=2026, source="市の住民基本台帳")
    take(CLUBS, kind="clubs", source="市の担当課")
    take(projection(2030, 2050), kind="projection")
    found = queries.loaded(make.TUESDAY)
    assert {kind: (found[kind].count, found[kind].as_of) for kind in ("mesh", "ages", "projection")} == {
        "mesh": (3, "2020年"), "ages": (101, "2026年"), "projection": (2, "2030年～2050年"),
    }  # fmt: skip
    assert (found["clubs"].count, found["clubs"].sources) == (2, ("市の担当課",))


@pytest.mark.parametrize(
    ("who", "may"), [("fumi", True), ("aoi", False), ("hana", False), ("tamotsu", False)]
)
def test_only_the_citys_administrator_takes_people_in(who: str, may: bool) -> None:
    people = cast()
    by = people.by(getattr(people, who))
    outline(0, 0, 1, 1)
    take(QUARTERS)
    key = now().public_id
    if may:
        actions.use_population(public_id=key, by=by, at=make.AT)
        actions.remove_population(public_id=key, by=by, at=make.AT)
        return
    for refused in (
        lambda: take_in(
            "mesh", files=[Upload("a", QUARTERS)], asked=Asked(), by=by, at=make.AT, dry_run=True
        ),
        lambda: actions.use_population(public_id=key, by=by, at=make.AT),
        lambda: actions.remove_population(public_id=key, by=by, at=make.AT),
        lambda: actions.set_ages(year=2026, people={}, source="", by=by, at=make.AT),
        lambda: actions.set_clubs(rows=[], as_of=make.TUESDAY, source="", by=by, at=make.AT),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_an_unknown_kind_of_file_does_not_exist() -> None:
    with pytest.raises(NotFound):
        take(QUARTERS, kind="secrets")
