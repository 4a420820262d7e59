"""将来推計人口: every year of the file, secret squares, shares at borders, several cities in one square."""

from __future__ import annotations

from typing import Any

import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.town.areas.datasets.projection import cities_of, read_projection
from ibasho.town.areas.rules.people import PARTS, once, spread, summed
from tests.town.areas.published import shape_files, zipped
from tests.town.areas.shapes import CITY, collection, square

A, B, C = "523771011", "523771012", "523771013"


def row(code: str, people: float, *ages: float | None, city: str = "22213", **more: Any) -> dict[str, Any]:
    """The columns of 2030 (sum first, as published) and of 2020, which has no ages."""
    groups = {f"PT{at:02}_2030": each for at, each in enumerate((None if None in ages else sum(ages), *ages))}  # type: ignore[arg-type]
    below = None if None in ages else sum(ages[:3])  # type: ignore[arg-type]
    return {
        "MESH_ID": code, "SHICODE": city, "PTN_2020": people + 5, "PTN_2030": people, **groups, "PTA_2030": below,
        "HITOKU2030": "", "GASSAN2030": "", **more,
    }  # fmt: skip


def file(*rows: dict[str, Any]) -> bytes:
    return collection(*((each, square(138, 34.7)) for each in rows))


def read(*files: bytes, years: tuple[int, ...] = ()) -> Any:
    return read_projection([(f"{at}", data) for at, data in enumerate(files)], code=CITY, years=years)


def ages(found: Any) -> dict[str, list[float] | None]:
    return {one.code: None if one.ages is None else [each / PARTS for each in one.ages] for one in found.rows}


def test_years_with_ages_come_out_one_by_one() -> None:
    (found,) = read(file(row(A, 100.5, 1.5, 2, 3, 4, 90)))
    assert (found.year, found.side, found.unit) == (2030, 500, "mesh")
    assert ages(found) == {A: [1.5, 2, 3, 4]}
    assert found.rows[0].people == 100.5
    assert [str(span) for span in found.spans] == ["0～4歳", "5～9歳", "10～14歳", "15～19歳"]


def test_where_pt00_is_the_youngest_group_the_figures_show_it() -> None:
    plain = {"MESH_ID": A, "SHICODE": "22213", "PTN_2030": 100, "PTA_2030": 6,
             **{f"PT{at:02}_2030": each for at, each in enumerate((1, 2, 3, 4, 90))}}  # fmt: skip
    assert ages(read(file(plain))[0]) == {A: [1, 2, 3, 4]}


def test_a_file_with_0_to_14_alone_is_read() -> None:
    plain = {"MESH_ID": A, "SHICODE": "22213", "PTN_2030": 100, "PTA_2030": 6}
    (found,) = read(file(plain))
    assert ages(found) == {A: [6]}


@pytest.mark.parametrize("between", ["", "_"])
def test_secret_squares_get_their_share_back(between: str) -> None:
    secret = row(B, 10, None, None, None, None, None) | {
        f"HITOKU{between}2030": "*",
        f"GASSAN{between}2030": A,
    }
    holder = row(A, 30, 4, 4, 8, 4, 20) | {f"HITOKU{between}2030": "@"}
    for one in (secret, holder):
        if between:
            del one["HITOKU2030"], one["GASSAN2030"]
    (found,) = read(file(holder, secret))
    assert ages(found) == {A: [4, 4, 8, 4], B: None}
    assert [sum(each.ages or ()) / PARTS for each in spread(found.rows)] == [15, 5]


def test_other_cities_are_left_out_and_shared_squares_kept() -> None:
    (found,) = read(
        file(
            row(A, 9, 1, 1, 1, 1, 5),
            row(B, 9, 2, 2, 2, 2, 1, city="22100"),
            row(C, 9, 3, 0, 0, 0, 6, city="22100_22213"),
        )
    )
    assert set(ages(found)) == {A, C}
    assert found.rows[1].cities == ("22100", "22213")
    with pytest.raises(Invalid) as refused:
        read(file(row(B, 9, 2, 2, 2, 2, 1, city="22100")))
    assert refused.value.code == "areas.other_city"


def test_the_shares_of_two_prefectures_are_summed() -> None:
    (found,) = read(file(row(A, 9, 1, 1, 1, 1, 5)), file(row(A, 5, 2, 0, 0, 0, 3)))
    (whole,) = summed(spread(once(found.rows).rows)).rows
    assert whole.ages is not None
    assert ([each / PARTS for each in whole.ages], whole.people) == ([3, 1, 1, 1], 14)


def test_the_zip_of_the_ministry_is_read_without_its_shapes() -> None:
    texts = {
        name: value if name.startswith("PT") else str(value)
        for name, value in row(A, 9.0, 1.0, 1.5, 1.0, 1.0, 5.0).items()
    }
    packed = zipped(
        shape_files(
            "500m_mesh_2024_22_GML/500m_mesh_2024_22", [({**texts, "RTA_2030": 0.5}, square(138, 34.7))]
        )
    )
    assert ages(read(packed)[0]) == {A: [1, 1.5, 1, 1]}


def test_a_filler_below_nothing_is_unknown() -> None:
    (found,) = read(file(row(A, 9, 1, 1, 1, 1, 5) | {"PT01_2030": -9999}))
    assert ages(found) == {A: None}


def test_only_the_year_asked_for() -> None:
    with pytest.raises(Invalid) as refused:
        read(file(row(A, 9, 1, 1, 1, 1, 5)), years=(2045,))
    assert refused.value.code == "areas.no_ages"


def test_a_code_that_lost_its_nought_is_ours_again() -> None:
    assert cities_of({"SHICODE": "1202_1236"}) == ("01202", "01236")
    assert cities_of({"SHICODE": 1202.0}) == ("01202",)
    assert cities_of({}) == ()


def test_another_file_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        read(collection(({"name": "x"}, square(138, 34.7))))
    assert refused.value.code == "areas.no_mesh"
