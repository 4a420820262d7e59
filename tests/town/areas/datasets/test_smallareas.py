"""町丁・字: outlines with the table of ages beside them, and the city's own table by town."""

from __future__ import annotations

from typing import Any

import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.geo import Position
from ibasho.town.areas.datasets.peoplefile import PeopleFile
from ibasho.town.areas.datasets.preview import Weight
from ibasho.town.areas.datasets.smallareas import read_areas
from ibasho.town.areas.rules.people import PARTS
from tests.town.areas.published import shape_files, zipped
from tests.town.areas.shapes import CITY, collection, square

NAMES = ("総数、年齢「不詳」含む", "総数０～４歳", "総数５～９歳", "総数１０～１４歳", "総数１５～１９歳", "総数２０歳以上", "男の総数", "男０～４歳")  # fmt: skip


def area(key: str, name: str, people: int, **more: Any) -> dict[str, Any]:
    return {
        "KEY_CODE": key,
        "S_NAME": name,
        "JINKO": people,
        "SETAI": 1,
        "HCODE": "8101",
        "R2KAxx": "1",
        **more,
    }


def outlines(*areas: tuple[dict[str, Any], dict[str, Any]]) -> bytes:
    return collection(*areas)


def table(*rows: tuple[object, ...]) -> bytes:
    head = [
        "KEY_CODE",
        "HYOSYO",
        "CITYNAME",
        "NAME",
        "HTKSYORI",
        "HTKSAKI",
        "GASSAN",
        *(f"T00108200{at}" for at in range(1, 9)),
    ]
    lines = [head, ["", "", "", "", "", "", "", *NAMES], *rows]
    return "\r\n".join(",".join(map(str, line)) for line in lines).encode("cp932")


ONE, TWO = "22213001001", "22213001002"
SHAPES = outlines(
    (area(ONE, "葵町一丁目", 100), square(138, 34.8)), (area(TWO, "葵町二丁目", 9), square(138.01, 34.8))
)


def read(*files: bytes, towns: dict[str, Position] | None = None) -> PeopleFile:
    return read_areas([(f"{at}", data) for at, data in enumerate(files)], code=CITY, towns=towns)


def ages(found: PeopleFile) -> dict[str, list[float] | None]:
    return {row.code: None if row.ages is None else [each / PARTS for each in row.ages] for row in found.rows}


def test_the_table_of_ages_meets_its_outlines_and_sums_of_larger_areas_are_passed_by() -> None:
    ours = table(
        ("22213", 1, "掛川市", "", 0, "", "", 999, 9, 9, 9, 9, 9, 1, 1),
        ("222130010", 2, "掛川市", "葵町", 0, "", "", 109, 5, 6, 7, 8, 83, 50, 2),
        (ONE, 3, "掛川市", "葵町一丁目", 1, "", TWO, 100, 5, 6, 7, 8, 83, 50, 2),
        (TWO, 3, "掛川市", "葵町二丁目", 2, ONE, "", 9, "X", "X", "X", "X", "X", 4, "X"),
    )
    found = read(SHAPES, ours)
    assert ages(found) == {ONE: [5, 6, 7, 8], TWO: None}
    assert [(row.secrecy, row.merged_into, row.merged_from) for row in found.rows] == [
        (1, "", (TWO,)),
        (2, ONE, ()),
    ]
    assert [(row.name, row.people) for row in found.rows] == [("葵町一丁目", 100), ("葵町二丁目", 9)]
    assert (found.year, found.problems, found.unit) == (2020, (), "small_area")


def test_shapefile_and_table_may_come_in_one_zip() -> None:
    texts = {key: str(value) for key, value in area(ONE, "葵町一丁目", 100).items()}
    packed = zipped(
        {
            **shape_files("r2ka22213", [(texts, square(138, 34.8))]),
            "tblT001082C22213.txt": table((ONE, 3, "", "葵町", 0, "", "", 100, 5, 6, 7, 8, 74, 50, 2)),
        }
    )
    assert ages(read(packed)) == {ONE: [5, 6, 7, 8]}


def test_a_dash_is_nothing_where_the_total_proves_it() -> None:
    ours = table(
        (ONE, 3, "", "", 0, "", "", 100, "-", 6, 7, 8, 79, 50, "-"),
        (TWO, 3, "", "", 0, "", "", 9, "-", "-", "-", "-", "-", 4, "-"),
    )
    assert ages(read(SHAPES, ours)) == {ONE: [0, 6, 7, 8], TWO: None}


def test_detached_parts_of_an_area_count_once() -> None:
    data = outlines(
        (area(ONE, "葵町", 100, AREA_MAX_F="M"), square(138, 34.8)),
        (area(ONE, "葵町", 100, KIGO_E="E1"), square(138.2, 34.8)),
    )
    (row,) = read(data).rows
    assert row.people == 100
    assert row.shape is not None
    assert row.shape["type"] == "MultiPolygon"


def test_water_and_other_cities_are_left_out() -> None:
    data = outlines(
        (area(ONE, "葵町", 100), square(138, 34.8)),
        (area(TWO, "池", 0, HCODE="8154"), square(138.1, 34.8)),
        (area("22100001001", "よその町", 50), square(138.2, 34.8)),
    )
    assert [row.code for row in read(data).rows] == [ONE]
    with pytest.raises(Invalid) as refused:
        read(outlines((area("22100001001", "よその町", 50), square(138.2, 34.8))))
    assert refused.value.code == "areas.other_city"


def test_outlines_without_ages_have_people_alone() -> None:
    found = read(SHAPES)
    assert (found.spans, [row.people for row in found.rows]) == ((), [100, 9])


def test_ages_may_stand_in_the_outlines_themselves() -> None:
    own = {"name": "葵町", "総数": 100, "0～4歳": 5, "5～9歳": 6, "10～14歳": 7, "15～19歳": 8}
    found = read(collection((own, square(138, 34.8))))
    assert ages(found) == {"葵町": [5, 6, 7, 8]}
    assert found.source == ""


def test_a_row_whose_outline_is_missing_is_said() -> None:
    stray = table(
        (ONE, 3, "", "", 0, "", "", 100, 5, 6, 7, 8, 74, 50, 2),
        ("22213009001", 3, "", "", 0, "", "", 9, 1, 1, 1, 1, 5, 4, 1),
    )
    (problem,) = read(SHAPES, stray).problems
    assert (problem.weight, problem.value) == (Weight.REJECTED, "22213009001")


REGISTER = "令和8年4月1日現在\n町名,総数,0～4歳,5～9歳,10～14歳,15～19歳\n大字葵町,100,5,6,7,8\n原子,50,1,2,3,4\n合計,150,6,8,10,12\n"


def test_the_citys_own_table_takes_its_positions_from_the_towns() -> None:
    found = read(REGISTER.encode("cp932"), towns={"葵町": Position(34.7, 138.0)})
    assert ages(found) == {"葵町": [5, 6, 7, 8]}
    assert (found.year, found.source, found.rows[0].spot) == (2026, "", Position(34.7, 138.0))
    (problem,) = found.problems
    assert (problem.value, problem.weight) == ("原子", Weight.REJECTED)


def test_or_from_its_own_columns() -> None:
    data = "町名,町字ID,緯度,経度,0歳,1歳\n葵町,0001001,34.7,138.0,1,2\n"
    (row,) = read(data.encode()).rows
    assert (row.code, row.spot) == ("0001001", Position(34.7, 138.0))


def test_the_standard_open_data_of_men_and_women_are_added() -> None:
    spans = [f"{low}-{low + 4}歳" for low in range(0, 20, 5)]
    head = ["地域コード", "地域名", "総人口", *(f"{span}の{sex}性" for span in spans for sex in "男女")]
    data = ",".join(head) + "\n0001,葵町,100,1,2,3,4,5,6,7,8\n"
    assert ages(read(data.encode(), towns={"葵町": Position(34.7, 138)})) == {"0001": [3, 7, 11, 15]}


@pytest.mark.parametrize(
    ("data", "code"), [(REGISTER.encode(), "areas.no_positions"), (b"a,b\n1,2\n", "areas.no_areas")]
)
def test_a_file_without_places_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read(data)
    assert refused.value.code == code
