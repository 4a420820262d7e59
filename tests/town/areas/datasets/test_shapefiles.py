"""Shapefile zips as published, and coordinates that are not degrees of JGD: named, never taken."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.town.areas.datasets import read_boundary, read_districts
from ibasho.town.areas.datasets.features import read_features
from tests.town.areas.published import JGD2011, PLANE, TOKYO, shape_files, zipped
from tests.town.areas.shapes import CITY, collection, square

A27 = {
    "A27_001": "22213",
    "A27_002": "掛川市",
    "A27_003": "B122210000011",
    "A27_004": "東山口小学校",
    "A27_005": "掛川市薗ヶ谷",
}
N03 = {"N03_001": "静岡県", "N03_004": "掛川市", "N03_007": "22213"}
PLANAR = {
    "type": "Polygon",
    "coordinates": [[[-40000, -130000], [-39000, -130000], [-39000, -129000], [-40000, -130000]]],
}


def refusal(data: bytes) -> Invalid:
    with pytest.raises(Invalid) as refused:
        read_boundary(data, code=CITY)
    return refused.value


@pytest.mark.parametrize(
    ("encoding", "cpg"),
    [("cp932", ""), ("utf-8", ""), ("utf-8", "UTF-8"), ("cp932", "SHIFT_JIS"), ("cp932", "932")],
)
def test_the_table_of_a_shapefile_is_read_in_either_encoding(encoding: str, cpg: str) -> None:
    data = zipped(shape_files("A27-23_22", [(A27, square(138, 34.8))], encoding=encoding, cpg=cpg))
    (row,) = read_districts(data, code=CITY).rows
    assert (row.name, row.code) == ("東山口", "B122210000011")
    assert row.geometry is not None


def test_the_zip_of_the_ministry_has_points_and_folders_beside_the_polygons() -> None:
    spot = {"type": "Point", "coordinates": [138.0, 34.8]}
    files = {
        **shape_files("A27-16_22_GML/A27P-16_22", [(A27, spot)]),
        **shape_files("A27-16_22_GML/A27-16_22", [(A27, square(138, 34.8)), (A27, square(138.1, 34.8))]),
        "A27-16_22_GML/KS-META-A27-16_22.xml": b"<x/>",
    }
    (row,) = read_districts(zipped(files), code=CITY).rows
    assert row.geometry is not None
    assert row.geometry["type"] == "MultiPolygon"


def test_of_the_outlines_of_a_prefecture_the_municipalities_are_taken() -> None:
    files = {
        **shape_files("N03-20240101_22_prefecture", [({"N03_001": "静岡県"}, square(138, 34.8, 1))]),
        **shape_files("N03-20240101_22", [(N03, square(138, 34.8))]),
    }
    assert read_boundary(zipped(files), code=CITY).name == "掛川市"


def test_of_several_geojson_the_shortest_name_is_taken() -> None:
    files = {
        "N03-24_22_prefecture.geojson": collection(({"N03_001": "静岡県"}, square(138, 34.8, 1))),
        "N03-24_22.geojson": collection((N03, square(138, 34.8))),
    }
    assert read_boundary(zipped(files), code=CITY).name == "掛川市"


@pytest.mark.parametrize(
    ("prj", "shape", "code", "words"),
    [
        (PLANE, PLANAR, "areas.planar", "JGD_2011_Japan_Zone_8"),
        (TOKYO, square(138, 34.8), "areas.tokyo_datum", "450m"),
        ("", PLANAR, "areas.planar", "メートル"),
        (JGD2011, square(34.8, 138), "areas.outside_japan", "緯度と経度が 逆"),
        (JGD2011, square(10, 50), "areas.outside_japan", "日本の中に ありません"),
    ],
    ids=["plane", "tokyo", "metres without .prj", "swapped", "elsewhere"],
)
def test_a_shapefile_in_other_coordinates_is_refused_by_name(
    prj: str, shape: Any, code: str, words: str
) -> None:
    refused = refusal(zipped(shape_files("N03", [(N03, shape)], prj=prj)))
    assert refused.code == code
    assert words in refused.message
    assert "EPSG:6668" in refused.message


@pytest.mark.parametrize(
    ("crs", "code"),
    [
        ("urn:ogc:def:crs:EPSG::6676", "areas.planar"),
        ("urn:ogc:def:crs:EPSG::3857", "areas.planar"),
        ("EPSG:4301", "areas.tokyo_datum"),
    ],
)
def test_a_geojson_that_names_other_coordinates_is_refused(crs: str, code: str) -> None:
    named = {"type": "name", "properties": {"name": crs}}
    assert refusal(collection((N03, square(138, 34.8)), crs=named)).code == code


@pytest.mark.parametrize(
    "crs", ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::6668", "EPSG:4612", "EPSG:4326"]
)
def test_degrees_of_jgd_and_wgs_are_taken(crs: str) -> None:
    named = {"type": "name", "properties": {"name": crs}}
    assert read_boundary(collection((N03, square(138, 34.8)), crs=named), code=CITY).name == "掛川市"


def test_metres_in_a_geojson_that_names_nothing_are_refused() -> None:
    assert refusal(json.dumps(PLANAR).encode()).code == "areas.planar"


def test_a_shp_alone_asks_for_its_companions() -> None:
    alone = shape_files("N03", [(N03, square(138, 34.8))])
    assert refusal(alone["N03.shp"]).code == "areas.bare_shp"
    assert refusal(zipped({"N03.shp": alone["N03.shp"]})).code == "areas.zip"


def test_a_shapefile_that_was_cut_off_is_refused() -> None:
    files = shape_files("N03", [(N03, square(138, 34.8)), (N03, square(138.1, 34.8))])
    files["N03.shp"] = files["N03.shp"][:150]
    assert refusal(zipped(files)).code == "areas.shapefile_broken"


def test_lines_are_taken_where_lines_are_wanted() -> None:
    line = {"type": "LineString", "coordinates": [[138, 34.8], [138.01, 34.8]]}
    files = {
        **shape_files("a", [(N03, square(138, 34.8))]),
        **shape_files("roads", [({"highway": "path"}, line)]),
    }
    (row,) = read_features(zipped(files), prefer="line").rows
    assert row.text("highway") == "path"
