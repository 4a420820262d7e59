"""A file is told by what is in it, whatever it is called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings

from ibasho.base.kernel import mesh
from ibasho.front.setup.recognising import kind_of, look
from ibasho.front.setup.squares import first_squares
from tests.town.areas.published import mesh_text, plain, shape_files, zipped
from tests.town.areas.shapes import CITY, collection, square

POINT = {"type": "Point", "coordinates": [138.0, 34.7]}
LINE = {"type": "LineString", "coordinates": [[138.0, 34.7], [138.01, 34.7]]}
FILES = {
    "boundary": collection(({"N03_007": CITY[:5], "N03_004": "掛川市"}, square(138.0, 34.7))),
    "districts": collection(({"A27_001": CITY[:5], "A27_004": "東小学校"}, square(138.0, 34.7))),
    "schools": collection(({"P29_001": CITY[:5], "P29_004": "東小学校"}, POINT)),
    "candidates": zipped(shape_files("x", [({"P20_001": CITY[:5], "P20_002": "会館"}, POINT)])),
    "streets": collection(({"highway": "residential"}, LINE)),
    "mesh": mesh_text([plain(mesh.encode(34.705, 138.005, mesh.Level.M500), 900, 120, 40)]),
    "bus": zipped({"gtfs/stops.txt": b"stop_id", "gtfs/stop_times.txt": b"trip_id"}),
    "towns": "町名,緯度,経度\n葵町,34.705,138.005\n".encode(),
    "clubs": "小学校区,学年,人数\n東,1年,12\n".encode("cp932"),
    "ages": ("年齢,総数\n" + "".join(f"{age},{900 + age}\n" for age in range(90))).encode(),
    "places": "名称,種別,住所,緯度,経度\nひまわり食堂,こども食堂,葵町1,34.7,138.0\n".encode(),
    "projection": collection(({"MESH_ID": "523701121", "PTN_2030": 10.0}, square(138.0, 34.7))),
    "small_areas": collection(({"KEY_CODE": "222130010", "S_NAME": "葵町"}, square(138.0, 34.7))),
}


@pytest.mark.parametrize("kind", FILES)
def test_each_kind_is_known_under_a_name_that_says_nothing(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "download (1)"
    path.write_bytes(FILES[kind])
    assert kind_of(path) == kind


def test_a_zip_is_known_by_what_is_packed_in_it(tmp_path: Path) -> None:
    for kind in ("boundary", "mesh"):
        path = tmp_path / "x.zip"
        path.write_bytes(
            zipped(
                {"a/readme.xml": b"<x/>", "a/b." + ("geojson" if kind == "boundary" else "txt"): FILES[kind]}
            )
        )
        assert kind_of(path) == kind


def test_openstreetmap_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    path = tmp_path / "chubu"
    path.write_bytes(b"\x00\x00\x00\x0d\x0a\x09OSMHeader" + b"\x00" * 50)
    assert kind_of(path) == "streets"


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 cut off", b"\x89PNG\r\n", b"# words\n", b"{", "題名,アドレス\na,b\n".encode()]
)
def test_what_is_none_of_them_stays_unknown(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "streets.osm.pbf"
    path.write_bytes(data)
    assert kind_of(path) == ""


def test_hidden_files_are_nobodys_and_folders_are_walked(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name in ("a/b.csv", ".hidden.csv"):
        (tmp_path / name).write_bytes(FILES["towns"])
    assert [(one.path.name, one.kind) for one in look([tmp_path])] == [("b.csv", "towns")]


def test_the_squares_of_a_city_come_from_its_outline() -> None:
    assert first_squares(square(138.1, 34.7)) == ("5238",)
    assert first_squares(square(137.9, 34.6, 0.2)) == ("5137", "5138", "5237", "5238")
    assert first_squares(square(138.0, 34.6666666666666, 0.01)) == (
        "5238",
    )  # what is only touched holds nobody


def test_the_real_files_of_ube_and_kakegawa_are_known() -> None:
    folders = [Path(settings.IBASHO_SAMPLES) / name for name in ("ube", "kakegawa")]
    if not all(folder.is_dir() for folder in folders):
        pytest.skip("the sample data are not here (IBASHO_SAMPLES)")
    assert {one.path.name: one.kind for one in look(folders)} == {
        "tblT001101H5031.txt": "mesh", "ube_roads.zip": "streets", "ube_shelters.zip": "candidates", "boundary.geojson": "boundary",
        "page_titles.tsv": "", "places_published.csv": "places", "town_points.json": "towns",
    }  # fmt: skip
    outline = json.loads((folders[1] / "boundary.geojson").read_text(encoding="utf-8-sig"))
    assert first_squares(outline["features"][0]["geometry"]) == ("5137", "5138", "5237", "5238")
