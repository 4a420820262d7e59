"""Lists of buildings, read without a database."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.reach.datasets.candidates import Kind, is_outdoor, kind_of, read


def geojson(*rows: dict[str, object], lat: float = 34.15) -> bytes:
    features = [
        {"type": "Feature", "properties": row, "geometry": {"type": "Point", "coordinates": [138.15, lat]}}
        for row in rows
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("虹橋小学校", Kind.SCHOOL),
        ("虹橋小学校体育館", Kind.SCHOOL),
        ("鵜の島ふれあいセンター", Kind.CENTRE),
        ("大須賀公民館", Kind.CENTRE),
        ("三嶋会館", Kind.HALL),
        ("市役所 大東支所", Kind.PUBLIC),
        ("まるや商店", Kind.SHOP),
        ("浄円寺", Kind.OTHER),
    ],
)
def test_a_name_tells_what_a_building_is(name: str, kind: Kind) -> None:
    assert kind_of(name) is kind


def test_a_park_is_outdoors_and_a_park_hall_is_not() -> None:
    assert is_outdoor("恩田運動公園")
    assert not is_outdoor("公園前集会所")


def test_shelters_are_known_by_their_columns() -> None:
    data = geojson(
        {"P20_001": "22213", "P20_002": "虹橋会館", "P20_003": "虹橋町1", "P20_005": 120},
        {"P20_001": "22213", "P20_002": "星見公園", "P20_003": "", "P20_005": -1},
        {"P20_001": "22999", "P20_002": "となり町会館", "P20_003": "", "P20_005": 50},
    )
    found = read(data, code="22213")
    assert [(row.name, row.capacity, row.outdoor) for row in found.rows] == [
        ("虹橋会館", 120, False),
        ("星見公園", None, True),
    ]
    assert found.left_out == {"ほかの市町村": 1}
    assert "P20" in found.source


def test_schools_are_read_in_both_layouts() -> None:
    new = {
        "P29_001": "22213",
        "P29_002": "B1",
        "P29_003": "16001",
        "P29_004": "虹橋小学校",
        "P29_005": "虹橋町2",
    }
    old = {
        "P29_001": "22213", "P29_002": "16", "P29_003": "16001", "P29_004": "16001", "P29_005": "星見小学校",
        "P29_006": "星見町3",
    }  # fmt: skip
    for row, name, address in ((new, "虹橋小学校", "虹橋町2"), (old, "星見小学校", "星見町3")):
        (found,) = read(geojson(row)).rows
        assert (found.name, found.address, found.kind) == (name, address, Kind.SCHOOL)


def test_the_municipal_list_is_read_as_a_table() -> None:
    lines = ["都道府県コード又は市区町村コード,ID,名称,所在地_連結表記,緯度,経度",
             "222135,7,虹橋学習センター,虹橋町4,34.15,138.15",
             "222135,8,位置のない会館,虹橋町5,,"]  # fmt: skip
    found = read("\n".join(lines).encode("cp932"), "list.csv", code="222135")
    assert [(row.name, row.external_id, row.kind) for row in found.rows] == [
        ("虹橋学習センター", "7", Kind.CENTRE)
    ]
    assert found.left_out == {"位置がない": 1}


def test_a_workbook_with_names_and_positions_is_enough() -> None:
    book = openpyxl.Workbook()
    book.active.append(["施設名", "緯度", "経度"])
    book.active.append(["みんなの店", 34.15, 138.15])
    out = io.BytesIO()
    book.save(out)
    (row,) = read(out.getvalue(), "list.xlsx", kind=Kind.SHOP).rows
    assert (row.name, row.kind) == ("みんなの店", Kind.SHOP)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (geojson({"color": "red"}), "reach.not_a_list"),
        (geojson({"P20_001": "1", "P20_002": "館"}, lat=60), "reach.no_candidates"),
        (b"\x00\x01\x02", None),
    ],
)
def test_what_is_no_such_list_is_refused_in_a_sentence(data: bytes, code: str | None) -> None:
    with pytest.raises(Invalid) as refused:
        read(data, "x.geojson")
    assert code is None or refused.value.code == code


def test_the_public_buildings_of_ube_are_forty_two() -> None:
    path = Path(settings.IBASHO_SAMPLES) / "ube" / "ube_shelters.zip"
    if not path.exists():
        pytest.skip("見本の資料 ube/ube_shelters.zip が ありません")
    found = read(path.read_bytes(), path.name, code="352021")
    assert len(found.rows) == 42
    assert not found.left_out
    assert sum(row.outdoor for row in found.rows) == 5
    assert {row.kind for row in found.rows} >= {Kind.SCHOOL, Kind.CENTRE, Kind.HALL}
