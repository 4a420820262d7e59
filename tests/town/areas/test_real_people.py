"""The published files themselves, where they are at hand: no child lost, none counted twice."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path
from typing import Any

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.town.areas import actions, queries
from ibasho.town.areas.actions.intake import Asked, Upload, take_in
from ibasho.town.areas.datasets.mesh import read_mesh
from ibasho.town.areas.rules.people import PARTS, once, spread, summed
from tests import make

SAMPLES = Path(os.environ.get("IBASHO_SAMPLES", Path(__file__).parents[4] / "shared" / "data"))
SERVER = Actor.of_job("test")


def sample(name: str) -> Upload:
    path = SAMPLES / name
    if not path.exists():
        pytest.skip(f"needs {path}")
    return Upload(path.name, path.read_bytes())


def rows_of(file: Upload) -> list[dict[str, str]]:
    """The file read by itself, without us: codes of row 1 → cells."""
    lines = list(csv.reader(io.StringIO(file.data.decode("cp932"))))
    return [dict(zip(lines[0], cells, strict=True)) for cells in lines[2:]]


def test_every_child_of_the_census_squares_around_ube_is_there_once() -> None:
    file = sample("ube/tblT001101H5031.txt")
    found, said = read_mesh([(file.name, file.data)]), rows_of(file)
    whole = summed(spread(once(found.rows).rows)).rows
    assert (len(found.rows), found.problems, found.side, found.year) == (4707, (), 500, 2020)
    assert [sum(row.secrecy == kind for row in found.rows) for kind in (0, 1, 2)] == [2678, 849, 1180]
    published = [row["T001101004"] for row in said if row["T001101004"] != "*"]
    assert sum(row.ages[0] for row in whole if row.ages) == sum(map(int, published)) * PARTS == 62_534 * PARTS
    older = sum(int(row["T001101007"]) - int(row["T001101013"]) for row in said if row["T001101007"] != "*")
    assert sum(row.ages[1] for row in whole if row.ages) == older * PARTS
    assert sum(row.people or 0 for row in whole) == sum(int(row["T001101001"]) for row in said)
    assert all(row.ages is not None for row in whole)


def test_a_square_that_was_not_merged_keeps_just_what_was_published() -> None:
    file = sample("ube/tblT001101H5031.txt")
    whole = {row.code: row for row in spread(read_mesh([(file.name, file.data)]).rows)}
    for row in rows_of(file):
        found = whole[row["KEY_CODE"]]
        if row["HTKSYORI"] == "0":
            assert found.ages is not None
            assert (found.ages[0], found.estimated) == (int(row["T001101004"]) * PARTS, False)
        else:
            assert found.estimated


@pytest.mark.django_db
def test_the_squares_around_ube_come_in_whole_and_twice_is_once(settings: Any) -> None:
    settings.IBASHO_CITY = {**settings.IBASHO_CITY, "name": "宇部市", "code": "352021"}
    file = sample("ube/tblT001101H5031.txt")
    for same in (False, True):
        done = take_in("mesh", files=[file], asked=Asked(within="all"), by=SERVER, at=make.AT)
        assert (done.taken, done.same, done.exit_code) == (True, same, 0)
    people = queries.people_now()
    assert people is not None
    assert (people.year, people.counts["cells"], people.counts["secret"]) == (2020, 4707, 1180)
    cells = queries.cells_of(people)
    by_stage = [sum(cell.stages()[index] for cell in cells) for index in range(5)]
    assert sum(by_stage[:4]) == 62_534
    assert by_stage[:4] == [pytest.approx(62_534 * years / 15, abs=1) for years in (6, 3, 3, 3)]
    assert queries.children_total(people) == pytest.approx(sum(by_stage))


@pytest.mark.django_db
def test_small_areas_of_mori_take_the_citys_shares_where_the_file_has_no_ages(settings: Any) -> None:
    settings.IBASHO_CITY = {**settings.IBASHO_CITY, "name": "森町", "code": "224618"}
    file = sample("mori/mori_22461_census2020_small_area.geojson")
    actions.set_ages(
        year=2020, people=dict.fromkeys(range(100), 10), source="森町 年齢別人口", by=SERVER, at=make.AT
    )
    done = take_in("small_areas", files=[file], asked=Asked(), by=SERVER, at=make.AT)
    people = queries.people_now()
    assert people is not None
    assert (people.unit, people.year, people.kind) == ("small_area", 2020, "census")
    cells = queries.cells_of(people)
    assert (len(cells), sum(cell.people or 0 for cell in cells)) == (79, 17_457)
    assert sum(cell.children or 0 for cell in cells) == pytest.approx(17_457 * 0.18, abs=0.01)
    assert all(cell.estimated for cell in cells)
    assert any("市ぜんたいの割合" in problem.message for problem in done.problems)
