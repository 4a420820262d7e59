"""The published files of areas, by the columns they have."""

from __future__ import annotations

import io
import json
import os
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import shape

from ibasho.base.kernel.errors import Invalid
from ibasho.town.areas.datasets import read_boundary, read_districts, read_towns, short_name
from tests.town.areas.shapes import CITY, collection, square

SAMPLES = Path(os.environ.get("IBASHO_SAMPLES", Path(__file__).parents[4] / "shared" / "data"))
N03 = {"N03_001": "静岡県", "N03_004": "掛川市", "N03_007": "22213"}
A27_2023 = {
    "A27_001": "22213",
    "A27_002": "掛川市",
    "A27_003": "B122210000011",
    "A27_004": "東山口小学校",
    "A27_005": "x",
}
A27_2016 = {"A27_001": "22213", "A27_002": "掛川市", "A27_003": "掛川市立東山口小学校", "A27_004": "掛川市…"}
A27_2010 = {"A27_005": "22213", "A27_006": "掛川市", "A27_007": "東山口小学校", "A27_008": "掛川市…"}


def refusal(read: Any, data: bytes) -> str:
    with pytest.raises(Invalid) as refused:
        read(data, code=CITY)
    return refused.value.code


def test_only_our_city_is_taken_from_a_file_of_the_prefecture_and_its_parts_become_one() -> None:
    data = collection(
        (N03, square(138.0, 34.7)), (N03, square(138.5, 34.7)), (N03 | {"N03_007": "22100"}, square(139, 35))
    )
    found = read_boundary(data, code=CITY)
    assert (found.name, found.geometry["type"]) == ("掛川市", "MultiPolygon")
    assert shape(found.geometry).area == pytest.approx(0.0002)
    assert found.source == "国土数値情報（行政区域データ）（国土交通省）"
    assert found.as_of is None


def test_a_bare_polygon_is_an_outline_without_a_source() -> None:
    found = read_boundary(json.dumps(square(138, 34.7)).encode(), code=CITY)
    assert (found.name, found.source) == ("", "")


def test_a_zip_with_one_geojson_is_opened() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("N03-21_22.geojson", collection((N03, square(138, 34.7))))
        archive.writestr("N03-21_22.shp", b"\x00")
    assert read_boundary(packed.getvalue(), code=CITY).name == "掛川市"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (collection((N03 | {"N03_007": "22100"}, square(138, 34.7))), "areas.other_city"),
        (collection((N03, None)), "areas.no_shape"),
        (collection(({}, square(34.7, 138))), "areas.outside_japan"),
        (collection(({}, {"type": "Polygon", "coordinates": [[[1, 2]]]})), "areas.bad_shape"),
        (collection(), "areas.no_rows"),
        (b'{"type": "FeatureColl', "areas.not_json"),
        (b'{"type": "Topology"}', "areas.not_geojson"),
    ],
)
def test_a_file_that_is_no_outline_is_refused_with_a_reason(data: bytes, code: str) -> None:
    assert refusal(read_boundary, data) == code


def test_a_zip_without_geojson_is_refused_and_says_what_to_do() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("A27.shp", b"\x00")
    assert refusal(read_districts, packed.getvalue()) == "areas.zip"


@pytest.mark.parametrize(
    ("columns", "code"),
    [(A27_2023, "B122210000011"), (A27_2016, "東山口"), (A27_2010, "東山口")],
    ids=["2023", "2016", "2010"],
)
def test_the_columns_say_which_year_of_a27_it_is(columns: dict[str, str], code: str) -> None:
    (row,) = read_districts(collection((columns, square(138, 34.8))), code=CITY).rows
    assert (row.name, row.code) == ("東山口", code)
    assert row.school.endswith("東山口小学校")
    assert row.geometry is not None


def test_a_district_in_two_parts_is_one_district() -> None:
    data = collection((A27_2023, square(138, 34.8)), (A27_2023, square(138.2, 34.8)))
    (row,) = read_districts(data, code=CITY).rows
    assert row.geometry is not None
    assert row.geometry["type"] == "MultiPolygon"


def test_the_citys_own_list_needs_no_shapes() -> None:
    table = "小学校区,よみ,学校名,緯度,経度\n東山口小学校区,ヒガシヤマグチ,東山口小学校,34.80,138.04\n西山口,,,,\n".encode(
        "cp932"
    )
    found = read_districts(table, code=CITY)
    assert [(row.code, row.kana, row.school, row.lat) for row in found.rows] == [
        ("東山口", "ひがしやまぐち", "東山口小学校", 34.80),
        ("西山口", "", "", None),
    ]
    assert found.source == ""


def test_a_table_without_names_is_refused() -> None:
    assert refusal(read_districts, "列,ほか\n1,2\n".encode()) == "areas.no_name"


@pytest.mark.parametrize(
    ("words", "short"),
    [("東山口小学校区", "東山口"), ("掛川市立第一小学校", "第一"), ("立川小学校", "立川"), ("西郷", "西郷")],
)
def test_a_district_is_called_without_its_school(words: str, short: str) -> None:
    assert short_name(words) == short


def test_towns_come_from_geolonia_as_csv_for_our_city_alone() -> None:
    table = (
        '"都道府県コード","市区町村コード","大字町丁目名","大字町丁目名カナ","小字・通称名","緯度","経度"\n'
        '"22","22213","大字菖蒲ヶ池","ショウブガイケ",,34.758,137.999\n'
        '"22","22213","大池","オオイケ","十五の坪",34.776,137.992\n'
        '"22","22100","よその町","ヨソノマチ",,34.9,138.3\n'
        '"22","22213","海の町","ウミノマチ",,,\n'
    )
    found = read_towns(table.encode(), code=CITY)
    assert [(town.name, town.kana) for town in found.rows] == [
        ("菖蒲ヶ池", "しょうぶがいけ"),
        ("大池十五の坪", "おおいけ"),
    ]
    assert (found.skipped, found.source) == (1, "Geolonia 住所データ（CC BY 4.0）")


def test_towns_may_be_points_with_the_word_for_their_district() -> None:
    spot = {"type": "Point", "coordinates": [138.01, 34.77]}
    (town,) = read_towns(collection(({"name": "葵町", "小学校区": "第一小学校"}, spot)), code=CITY).rows
    assert (town.lat, town.lng, town.district) == (34.77, 138.01, "第一小学校")


def test_a_file_without_any_town_is_refused() -> None:
    assert refusal(read_towns, b'[{"town": "x"}]') == "areas.no_towns"


def sample(name: str) -> bytes:
    path = SAMPLES / "kakegawa" / name
    if not path.exists():
        pytest.skip(f"needs {path}")
    return path.read_bytes()


def test_the_real_outline_of_kakegawa() -> None:
    found = read_boundary(sample("boundary.geojson"), code=CITY)
    assert found.as_of == date(2021, 1, 1)
    assert "国土数値情報" in found.source


def test_the_real_towns_of_kakegawa() -> None:
    found = read_towns(sample("town_points.json"), code=CITY)
    assert (len(found.rows), found.skipped) == (183, 0)
