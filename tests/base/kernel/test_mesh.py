from __future__ import annotations

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel import mesh
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.mesh import Level

latitudes = st.floats(20, 45.99)
longitudes = st.floats(122, 153.99)
levels = st.sampled_from(Level)
codes = st.builds(mesh.encode, latitudes, longitudes, levels)


def by_the_book(lat: Fraction, lon: Fraction) -> str:
    """The standard's own way: whole degrees, then what is left, square by square."""
    lat, lon = lat * 3 / 2, lon - 100
    code = f"{floor(lat)}{floor(lon)}"
    for parts in (8, 10):
        lat, lon = lat % 1 * parts, lon % 1 * parts
        code += f"{floor(lat)}{floor(lon)}"
    for _ in range(3):
        lat, lon = lat % 1 * 2, lon % 1 * 2
        code += str(1 + 2 * floor(lat) + floor(lon))
    return code


@pytest.mark.parametrize(
    ("lat", "lon", "code"),
    [
        ("35.681236", "139.767125", "53394611323"),  # 東京駅
        ("34.7690", "138.0145", "52381021132"),  # near 掛川駅
        ("36", "140", "54400000111"),  # a corner belongs to the square north-east of it
    ],
)
def test_points_lie_in_their_squares(lat: str, lon: str, code: str) -> None:
    assert by_the_book(Fraction(lat), Fraction(lon)) == code
    for level in Level:
        assert mesh.encode(float(lat), float(lon), level) == code[:level]


def test_kakegawa_lies_on_a_corner_of_the_grid() -> None:
    around = {mesh.encode(lat, lon, Level.KM80) for lat in (34.66, 34.67) for lon in (137.99, 138.01)}
    assert around == {"5137", "5138", "5237", "5238"}


# Hundred-thousandths of a degree never fall on an edge by the fault of a float alone.
@given(st.integers(20_00000, 45_99999), st.integers(122_00000, 153_99999))
def test_we_agree_with_the_book_everywhere(lat: int, lon: int) -> None:
    exact = by_the_book(Fraction(lat, 100_000), Fraction(lon, 100_000))
    assert mesh.encode(lat / 100_000, lon / 100_000, Level.M125) == exact


def test_bounds_of_a_first_order_square_are_round() -> None:
    south, west, north, east = mesh.bounds("5238")
    assert (south, west, east) == (52 / 1.5, 138, 139)
    assert north == pytest.approx(53 / 1.5)
    assert mesh.centre("5238") == pytest.approx((35.0, 138.5))


@given(latitudes, longitudes, levels)
def test_a_square_holds_the_point_it_was_made_from(lat: float, lon: float, level: Level) -> None:
    south, west, north, east = mesh.bounds(mesh.encode(lat, lon, level))
    tolerance = 1e-8
    assert south - tolerance <= lat < north
    assert west - tolerance <= lon < east


@given(codes)
def test_a_code_comes_back_from_its_centre_and_its_corner(code: str) -> None:
    level = mesh.level_of(code)
    square = mesh.bounds(code)
    assert mesh.encode(*mesh.centre(code), level) == code
    assert mesh.encode(square.south, square.west, level) == code


@given(codes)
def test_children_tile_their_parent(code: str) -> None:
    children = mesh.children(code)
    assert len(set(children)) == {4: 64, 6: 100, 11: 0}.get(len(code), 4)
    assert all(mesh.parent(child) == code for child in children)
    if children:
        first, last = mesh.bounds(children[0]), mesh.bounds(children[-1])
        assert (first.south, first.west, last.north, last.east) == mesh.bounds(code)


def test_parents_at_a_distance() -> None:
    assert mesh.parent("52380011213") == "5238001121"
    assert mesh.parent("52380011213", Level.KM1) == "52380011"
    assert mesh.parent("5238") is None
    assert mesh.parent("5238", Level.KM1) is None


@pytest.mark.parametrize(
    "code",
    [
        "",
        "523",
        "52380",
        "523800112",
        "52388011",
        "52380811",
        "523800115",
        "523800110",
        "9938",
        "5299",
        "５２３８",
        "52a8",
    ],
)
def test_other_digits_are_no_codes(code: str) -> None:
    valid = code == "523800112"
    assert mesh.is_mesh_code(code) is valid
    if not valid:
        with pytest.raises(Invalid) as refusal:
            mesh.bounds(code)
        assert refusal.value.code == "mesh.code"


@pytest.mark.parametrize(
    ("lat", "lon"), [(138.01, 34.77), (0, 0), (34.77, 0), (float("nan"), 138), (34.77, float("inf"))]
)
def test_points_outside_japan_are_refused(lat: float, lon: float) -> None:
    with pytest.raises(Invalid) as refusal:
        mesh.encode(lat, lon, Level.M500)
    assert refusal.value.code == "mesh.outside"
