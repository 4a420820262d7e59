"""`ibasho import boundary|districts|towns FILE` as a clerk types it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ibasho.town.areas import commands, queries
from ibasho.town.areas.models import SchoolDistrict, Town
from tests import make
from tests.town.areas.shapes import CITY, collection, square

pytestmark = pytest.mark.django_db
N03 = {"N03_004": "掛川市", "N03_007": "22213"}
A27 = {"A27_001": "22213", "A27_003": "B122", "A27_004": "東山口小学校", "A27_005": ""}


@pytest.fixture(autouse=True)
def kakegawa(settings: Any) -> None:
    settings.IBASHO_CITY = {**settings.IBASHO_CITY, "name": "掛川市", "code": CITY}


def run(command: Any, path: Path, data: bytes, *options: str) -> Result:
    path.write_bytes(data)
    return CliRunner().invoke(command, [str(path), *options])


def test_the_outline_comes_in(tmp_path: Path) -> None:
    done = run(
        commands.boundary,
        tmp_path / "n03.geojson",
        collection((N03, square(138, 34.7))),
        "--as-of",
        "2025-01-01",
    )
    assert done.exit_code == 0, done.output
    outline = queries.boundary()
    assert outline is not None
    assert (outline.name, str(outline.as_of)) == ("掛川市", "2025-01-01")


def test_districts_give_the_towns_that_were_there_their_district(tmp_path: Path) -> None:
    towns = '[{"town": "葵町", "koaza": "", "lat": 34.705, "lng": 138.005}]'.encode()
    assert run(commands.towns, tmp_path / "towns.json", towns).exit_code == 0
    done = run(commands.districts, tmp_path / "a27.geojson", collection((A27, square(138, 34.7))))
    assert "校区が きまった町 1" in done.output
    assert Town.objects.get().district_code == "B122"


def test_a_citys_own_table_of_towns_names_the_districts(tmp_path: Path) -> None:
    SchoolDistrict.objects.create(code="B122", name="東山口", school="東山口小学校", source="市の表")
    table = "町名,小学校区,緯度,経度\n葵町,東山口小学校,34.77,138.03\n原子,西山口小,34.79,138.05\n".encode()
    done = run(commands.towns, tmp_path / "towns.csv", table, "--source", "市の表")
    assert dict(Town.objects.values_list("name", "district_code")) == {"葵町": "B122", "原子": ""}
    assert "知らない校区の名前: 西山口小" in done.output


def test_a_file_that_cannot_be_read_gives_one_sentence_and_code_2(tmp_path: Path) -> None:
    done = run(commands.districts, tmp_path / "a27.json", b"{")
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert SchoolDistrict.objects.count() == 0


def test_data_without_a_source_are_not_taken_in(tmp_path: Path) -> None:
    done = run(commands.districts, tmp_path / "own.csv", "小学校区\n東山口\n".encode())
    assert done.exit_code == 2
    assert "--source" in done.stderr
    assert queries.districts(make.TUESDAY).count() == 0
