"""`ibasho files`: what is there, what is missing, who publishes it and where it goes; the files that lie there come in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from demo.sources import read_toml
from ibasho.base.kernel import mesh
from ibasho.town.areas.commands.official import official
from ibasho.town.areas.models import Boundary, Population, StreetNetwork, Town
from tests.town.areas.published import mesh_text, plain
from tests.town.areas.shapes import CITY, collection, square

pytestmark = pytest.mark.django_db
PROFILE = read_toml(Path(__file__).parents[3] / "demo" / "cities" / "kakegawa" / "city.toml")
OUTLINE = collection(({"N03_007": CITY[:5], "N03_004": "掛川市"}, square(138.0, 34.7)))
TOWNS = "町名,緯度,経度\n葵町,34.705,138.005\n".encode()


@pytest.fixture(autouse=True)
def city(settings: Any, tmp_path: Path) -> None:
    settings.IBASHO_CITY, settings.IBASHO_SAMPLES = PROFILE, tmp_path
    (tmp_path / "kakegawa").mkdir()


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(official, arguments)


def test_everything_that_is_missing_is_named_with_publisher_address_and_place(tmp_path: Path) -> None:
    told = _run()
    assert told.exit_code == 0
    for file in PROFILE["files"]:
        if file["fills"] in {"places", "candidates"}:
            continue
        assert file["publisher"] in told.output
        assert file["url"] in told.output
        assert str(tmp_path / file["put"]) in told.output
    assert "ibasho import areas ファイル" in told.output
    assert not Boundary.objects.exists()


def test_a_file_that_lies_there_is_named_and_taken_in_when_asked(tmp_path: Path) -> None:
    (tmp_path / "kakegawa" / "boundary.geojson").write_bytes(OUTLINE)
    assert "ファイルが あります" in _run().output
    told = _run("--load")
    assert told.exit_code == 0
    assert Boundary.objects.get().source.startswith("国土数値情報")
    assert "○ 市の境: 1" in told.output


def test_a_file_without_a_name_of_its_own_bears_that_of_its_publisher(tmp_path: Path) -> None:
    (tmp_path / "kakegawa" / "town_points.json").write_bytes(TOWNS)
    _run("--load")
    assert Town.objects.get().source == "Geolonia 住所データ"


def test_one_that_cannot_be_read_is_said_and_does_not_hold_up_the_others(tmp_path: Path) -> None:
    (tmp_path / "kakegawa" / "boundary.geojson").write_bytes(b"{")
    (tmp_path / "kakegawa" / "town_points.json").write_bytes(TOWNS)
    told = _run("--load")
    assert told.exit_code == 2
    assert "× 市の境: JSON として 読めません" in told.output
    assert not Boundary.objects.exists()
    assert Town.objects.exists()


def test_hidden_files_of_a_folder_are_nobodys(tmp_path: Path) -> None:
    folder = tmp_path / "kakegawa" / "streets"
    folder.mkdir()
    (folder / ".DS_Store").write_bytes(b"x")
    assert "ファイルが あります" not in _run().output


def test_census_and_streets_in_their_folders_come_in_after_the_outline(tmp_path: Path) -> None:
    root = tmp_path / "kakegawa"
    (root / "boundary.geojson").write_bytes(OUTLINE)
    code = mesh.encode(34.705, 138.005, mesh.Level.M500)
    for folder, name, data in (
        ("census", "tblT001141H22.txt", mesh_text([plain(code, 900, 120, 40)])),
        ("streets", "roads.geojson", collection(({}, line(138.001, 34.701)), ({}, line(138.002, 34.701)))),
    ):
        (root / folder).mkdir()
        (root / folder / name).write_bytes(data)
    told = _run("--load")
    assert told.exit_code == 0, told.output
    people = Population.objects.get()
    assert (people.kind, people.current, people.cells.get().code) == ("census", True, code)
    assert StreetNetwork.objects.get().source == "OpenStreetMap（Geofabrik の中部地方の抜き出し）"
    assert "○ こどもの数（メッシュ）: 1区画" in told.output
    assert "○ 道: 3交差点" in told.output


def line(west: float, south: float) -> dict[str, Any]:
    return {"type": "LineString", "coordinates": [[west, south], [west + 0.001, south]]}
