"""空白地区 at the desk: the sentence, the table, files, one district, one cell, the report, winter, studies."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.rooms.reach import tasks
from ibasho.rooms.reach.models import Study
from ibasho.rooms.reach.queries import reaching
from ibasho.rooms.reach.queries.figures import Limits
from ibasho.rooms.reach.rules.summary import Look
from ibasho.town.areas.models import Cell, ClubCount
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast, cast
from tests.rooms.reach import town
from tests.rooms.reach.town import RAINBOW, STARS
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def aoi(people: Cast, client: Client) -> Client:
    return sign_in(client, people.aoi)


@pytest.fixture
def here() -> Iterator[town.Town]:
    yield town.lay()
    town.forget()


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_before_people_are_loaded_the_page_says_what_to_load(aoi: Client) -> None:
    assert "人数が まだ 入っていません" in page(aoi, "/desk/reach/")


def test_before_the_first_study_the_page_offers_it(aoi: Client) -> None:
    town.people((RAINBOW, "", {"lower": 3}))
    assert "しらべが まだ ありません" in page(aoi, "/desk/reach/")


def test_while_a_study_runs_the_page_leads_to_its_progress(aoi: Client) -> None:
    town.people((RAINBOW, "", {"lower": 3}))
    study = make.study(asked_at=clock.now())
    assert f"/desk/reach/studies/{study.public_id}/" in page(aoi, "/desk/reach/")
    assert 'http-equiv="refresh"' in page(aoi, f"/desk/reach/studies/{study.public_id}/")


def test_a_study_nobody_works_on_says_so_and_stops_asking(aoi: Client) -> None:
    study = make.study()
    words = page(aoi, f"/desk/reach/studies/{study.public_id}/")
    assert "まだ はじまっていません" in words
    assert "http-equiv" not in words


def test_a_failed_study_says_why(aoi: Client) -> None:
    town.people((RAINBOW, "", {"lower": 3}))
    make.study(state="failed", problem="資料が なくなりました。")
    assert "資料が なくなりました。" in page(aoi, "/desk/reach/")


def test_the_city_is_told_in_one_sentence(here: town.Town, aoi: Client) -> None:
    words = page(aoi, "/desk/reach/")
    assert "小学生 132人のうち 82人は、放課後と休みの日に 自分で行ける 居場所が ありません。" in words
    assert "いちばん多い わけは「行ける道のりに ひとつもない」" in words
    assert "充足率" in words
    assert "50.0%" in words
    assert "道のデータが まだ ありません" in words


def test_ages_purpose_and_layer_can_be_chosen(here: town.Town, aoi: Client) -> None:
    assert "小学1～3年生 72人のうち 42人" in page(aoi, "/desk/reach/?ages=lower")
    assert "「学習」の居場所が ありません" in page(aoi, "/desk/reach/?purpose=study")
    assert "乳幼児 25人" in page(aoi, "/desk/reach/?purpose=infants")
    assert "平日の午前に" in page(aoi, "/desk/reach/?layer=morning")
    assert "高校生の人数は、まだ わかりません" in page(aoi, "/desk/reach/?ages=high")
    assert "小学生 132人" in page(aoi, "/desk/reach/?ages=nobody&layer=moon&show=x&purpose=y&study=z")


def test_the_table_goes_out_as_a_file_with_its_sources(here: town.Town, aoi: Client) -> None:
    file = aoi.get("/desk/reach/?format=csv").content.decode("utf-8-sig")
    head, *rows = file.splitlines()
    assert head.startswith("番号,小学校区,こども,とどかない")
    assert rows[0].startswith("M01,虹橋,50,0,0")
    assert "令和2年国勢調査" in rows[0]
    assert rows[-1].startswith(",市全体,132,82,62")
    assert aoi.get("/desk/reach/?format=xlsx").content[:2] == b"PK"


def test_cells_go_out_as_a_file_and_secret_ones_have_no_figures(here: town.Town, aoi: Client) -> None:
    Cell.objects.filter(code=STARS).update(
        lower=None, upper=None, infant=None, junior=None, high=None, secrecy=2
    )
    file = aoi.get("/desk/reach/?format=csv&of=cells").content.decode("utf-8-sig")
    secret = next(row for row in file.splitlines() if row.startswith(STARS))
    assert "秘匿" in secret
    assert re.search(r",星見,,,", secret)


def test_cells_and_districts_go_out_as_geojson(here: town.Town, aoi: Client) -> None:
    cells = json.loads(aoi.get("/desk/reach/cells.geojson").content)
    rainbow = next(one for one in cells["features"] if one["properties"]["code"] == RAINBOW)
    assert rainbow["geometry"]["type"] == "Polygon"
    assert rainbow["properties"]["children"] == 50
    districts = json.loads(aoi.get("/desk/reach/districts.geojson").content)
    assert [one["properties"]["nowhere"] for one in districts["features"]] == [0, 82]


@pytest.mark.parametrize("show", ["share", "count", "kind"])
def test_the_map_colours_every_square_where_children_live(show: str, here: town.Town, aoi: Client) -> None:
    found = json.loads(aoi.get(f"/desk/reach/map.geojson?show={show}").content)
    areas = [one["properties"] for one in found["features"] if one["properties"]["kind"] == "area"]
    assert len(areas) == 3
    assert len({one["colour"] for one in areas}) >= 2


def test_before_the_first_study_the_map_is_empty(aoi: Client) -> None:
    assert json.loads(aoi.get("/desk/reach/map.geojson").content)["features"] == []


def test_a_district_tells_which_places_reach_it(here: town.Town, aoi: Client) -> None:
    words = page(aoi, "/desk/reach/district/M01/")
    assert "みどり食堂" in words
    assert "行ける" in words
    assert "道のりの中に 場所が ひとつも ありません" in page(aoi, "/desk/reach/district/M02/")
    assert aoi.get("/desk/reach/district/M99/").status_code == 404


def test_a_cell_tells_why_a_near_place_does_not_help(here: town.Town, aoi: Client) -> None:
    assert "とどいている" in page(aoi, f"/desk/reach/cell/{RAINBOW}/")
    Place.objects.update(adult_needed=True, updated_at=make.AT.replace(hour=16))
    town.forget()
    assert "入れない" in page(aoi, f"/desk/reach/cell/{RAINBOW}/")
    assert aoi.get("/desk/reach/cell/999/").status_code == 404


def test_the_report_says_the_same_in_the_years_of_the_era(here: town.Town, aoi: Client) -> None:
    words = page(aoi, "/desk/reach/report/")
    assert "小学生 132人のうち 82人は" in words
    assert "令和8年11月23日（月）から4週間" in words


def test_winter_shows_until_when_and_what_falls_away(here: town.Town, aoi: Client) -> None:
    words = page(aoi, f"/desk/reach/winter/?starts=15:30&ends=20:00&place={here.midori.public_id}")
    assert "16:25" in words
    assert "みどり食堂に 30分いられる こどもの数" in words
    assert "7月にくらべて 12月は" in words
    assert "15:30から20:00まで" in page(aoi, "/desk/reach/winter/?starts=x&ends=")


def test_winter_works_before_the_first_study(aoi: Client) -> None:
    assert "しらべが できてから" in page(aoi, "/desk/reach/winter/")


def test_a_study_is_asked_for_and_its_page_waits(here: town.Town, aoi: Client) -> None:
    form = {"scenario": "week", "near": "2026-11-24", "slots_min": "1", "seats_per_hundred": "3", "title": ""}
    answer = aoi.post("/desk/reach/studies/", form)
    study = Study.objects.get(scenario="week")
    assert answer["Location"] == f"/desk/reach/studies/{study.public_id}/"
    assert "計算中です" in page(aoi, answer["Location"])
    tasks.study(study.pk)
    done = page(aoi, answer["Location"])
    assert "http-equiv" not in done
    assert "小学校の「くらしの きまり」" in done
    assert "実際の1週間" in page(aoi, "/desk/reach/studies/")


def test_asking_for_weeks_that_are_not_known_says_so(here: town.Town, aoi: Client) -> None:
    form = {"scenario": "holiday", "near": "2027-02-01", "slots_min": "1", "seats_per_hundred": "3"}
    answer = aoi.post("/desk/reach/studies/", form)
    assert "長期休業が 入っていません" in answer.content.decode()


def test_a_study_is_named_and_then_deleted_after_a_question(here: town.Town, aoi: Client) -> None:
    one = f"/desk/reach/studies/{here.study.public_id}/"
    aoi.post(f"{one}name/", {"title": "議会へ"})
    assert Study.objects.get().title == "議会へ"
    assert "消しますか" in page(aoi, f"{one}delete/")
    aoi.post(f"{one}delete/", {"confirmed": "yes"})
    assert not Study.objects.exists()


def test_who_only_reads_sees_no_button_and_cannot_ask(here: town.Town, people: Cast, client: Client) -> None:
    sign_in(client, people.tsubaki)
    assert "しらべなおす" not in page(client, "/desk/reach/")
    assert client.post("/desk/reach/studies/", {"scenario": "week"}).status_code == 404


def test_the_desk_begins_with_the_unreached(here: town.Town, aoi: Client) -> None:
    words = page(aoi, "/desk/")
    assert "居場所が とどかない 小学生" in words
    assert "82" in words


def test_the_places_of_a_plans_study_are_those_of_the_plan_too(here: town.Town, aoi: Client) -> None:
    plan = make.plan(base=here.study)
    hall = here.stars_hall
    plan.openings.create(name=hall.name, lat=hall.lat, lng=hall.lng, weekday=2, starts="15:30", ends="17:30")
    planned = town.study(plan=plan, title="")
    assert "星見会館" in page(aoi, f"/desk/reach/cell/{STARS}/?study={planned.public_id}")
    assert "星見会館" not in page(aoi, f"/desk/reach/cell/{STARS}/")


def test_the_places_of_a_cell_count_the_children_the_page_counts(here: town.Town, aoi: Client) -> None:
    """Ten of 虹橋's thirty lower graders are in 学童保育."""
    ClubCount.objects.create(
        district_code="M01", stage="lower", children=10, as_of=make.TUESDAY, source="みほん"
    )
    with_clubs = town.study()
    look = {flag: Look("lower", without_clubs=flag) for flag in (False, True)}
    near = {flag: reaching.cell(with_clubs, one, RAINBOW)[0].goes for flag, one in look.items()}
    assert near == {False: pytest.approx(30), True: pytest.approx(20)}


def test_a_study_with_limits_of_its_own_says_so(here: town.Town, aoi: Client) -> None:
    assert "いつもと ちがう きまり" not in page(aoi, "/desk/reach/")
    other = town.study(limits=Limits(slots_min=4))
    assert "週に 4コマ" in page(aoi, f"/desk/reach/?study={other.public_id}")
