from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.geo import (
    BoundingBox,
    Position,
    coarse,
    haversine_m,
    in_japan,
    parse_degrees,
    read_position,
)
from ibasho.base.kernel.mesh import Level, encode

KAKEGAWA = Position(34.76916667, 138.01458333)
LAT = st.floats(24.1, 45.4)
LNG = st.floats(123.0, 145.9)


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("34.7691", 34.7691),
        ("３４．７６９１", 34.7691),
        (" 34.7691 ", 34.7691),
        ("34°46′9″", 34.76916667),
        ("34°46'9\"", 34.76916667),
        ("34度46分9秒", 34.76916667),
        ("北緯３４度４６分９秒", 34.76916667),
        ("N34.5", 34.5),
        ("138°0'52.5\"E", 138.01458333),
        ("-34.5", -34.5),
        ("34°", 34.0),
    ],
)
def test_degrees_are_read_in_every_usual_way(text: str, degrees: float) -> None:
    assert parse_degrees(text) == pytest.approx(degrees, abs=1e-7)


@pytest.mark.parametrize("text", ["", "不明", "34,7691", "34°76′", "1e5", "nan", "inf", "34.7.1", "=34"])
def test_what_is_no_angle_is_none(text: str) -> None:
    assert parse_degrees(text) is None


@pytest.mark.parametrize(
    ("lat", "lng", "position", "codes"),
    [
        ("34.76916667", "138.01458333", KAKEGAWA, []),
        ("138.01458333", "34.76916667", KAKEGAWA, ["swapped"]),
        ("34°46′9″", "138°0′52.5″", KAKEGAWA, ["dms"]),
        ("34.76916667,138.01458333", "", KAKEGAWA, ["combined"]),
        ("", "34.76916667 138.01458333", KAKEGAWA, ["combined"]),
        ("34.7", "138.01", Position(34.7, 138.01), ["rough"]),
        ("", "", None, []),
        ("34.7691", "", None, ["incomplete"]),
        ("要確認", "138.01", None, ["not_number"]),
        ("0", "0", None, ["zero"]),
        ("12.5", "400", None, ["outside_japan"]),
        ("-34.7691", "138.0145", None, ["outside_japan"]),
    ],
)
def test_positions_are_mended_where_they_can_be_and_said(
    lat: str, lng: str, position: Position | None, codes: list[str]
) -> None:
    reading = read_position(lat, lng)
    assert (reading.position, [note.code for note in reading.notes]) == (position, codes)
    assert all(note.message and note.remedy for note in reading.notes)


@given(LAT, LNG)
def test_a_swap_is_always_found_in_japan(lat: float, lng: float) -> None:
    right = read_position(f"{lat:.6f}", f"{lng:.6f}").position
    assert right is not None
    assert read_position(f"{lng:.6f}", f"{lat:.6f}").position == right


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_text_gives_a_position_in_japan_or_none(lat: str, lng: str) -> None:
    position = read_position(lat, lng).position
    assert position is None or in_japan(position.lat, position.lng)


def test_distances() -> None:
    assert haversine_m(34.0, 138.0, 34.0, 138.0) == 0
    assert haversine_m(34.0, 138.0, 35.0, 138.0) == pytest.approx(111_195, rel=1e-3)
    assert haversine_m(34.7691, 138.0145, 34.6953, 138.0899) == pytest.approx(10_700, rel=0.02)


@given(LAT, LNG)
def test_a_coarse_position_stays_in_its_half_mesh_and_gives_no_more_away(lat: float, lng: float) -> None:
    near = coarse(lat, lng)
    assert haversine_m(lat, lng, near.lat, near.lng) < 450
    assert coarse(near.lat, near.lng) == near
    assert encode(near.lat, near.lng, Level.M500) == encode(lat, lng, Level.M500)


def test_bounding_boxes() -> None:
    box = BoundingBox(34.6, 137.9, 34.9, 138.1)
    assert box.holds(KAKEGAWA)
    assert not box.holds(Position(34.5, 138.0))
    grown = box.grown(1_000)
    assert haversine_m(34.6, 138.0, grown.south, 138.0) == pytest.approx(1_000, rel=0.01)
    assert haversine_m(34.75, 137.9, 34.75, grown.west) >= 999
