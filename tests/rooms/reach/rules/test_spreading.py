"""Crossings find their square, shapes hold their points, pairs are cut."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel import mesh
from ibasho.rooms.reach.rules import spreading
from ibasho.town.areas.engine.network import Pairs

WEST, SOUTH = 138.1, 34.1
CODES = [
    mesh.encode(SOUTH + 0.0042 * a, WEST + 0.0063 * b, mesh.Level.M500) for a in range(6) for b in range(6)
]


@given(st.lists(st.tuples(st.floats(0, 0.04), st.floats(0, 0.06)), min_size=1, max_size=30))
def test_each_point_finds_the_square_its_code_names(points: list[tuple[float, float]]) -> None:
    lat, lng = np.array([SOUTH + one for one, _ in points]), np.array([WEST + one for _, one in points])
    for at, index in enumerate(spreading.squares(CODES, lat, lng)):
        code = mesh.encode(lat[at], lng[at], mesh.Level.M500)
        assert (CODES[index] if index >= 0 else None) == (code if code in CODES else None)


def test_of_squares_of_two_sizes_the_smaller_wins() -> None:
    large = mesh.encode(SOUTH, WEST, mesh.Level.KM1)
    small = mesh.encode(SOUTH, WEST, mesh.Level.M500)
    other = next(code for code in mesh.children(large) if code != small)
    points = [mesh.centre(small), mesh.centre(other), (SOUTH + 1, WEST)]
    found = spreading.squares([large, small], *map(np.array, zip(*points, strict=True)))
    assert list(found) == [1, 0, -1]


def test_a_point_on_the_border_belongs_to_the_first_shape() -> None:
    left = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]}
    right = {"type": "Polygon", "coordinates": [[[1, 0], [2, 0], [2, 1], [1, 1], [1, 0]]]}
    found = spreading.shapes([None, left, right], np.array([0.5, 0.5, 0.5]), np.array([1.0, 1.5, 3.0]))
    assert list(found) == [1, 2, -1]


def test_without_shapes_nothing_is_inside() -> None:
    assert list(spreading.shapes([None, None], np.array([0.5]), np.array([0.5]))) == [-1]


def test_pairs_are_cut_place_by_place() -> None:
    pairs = Pairs(
        np.array([0, 2, 2, 4]), np.array([5, 6, 7, 8], np.int32), np.array([10, 30, 20, 40], np.int32)
    )
    cut = spreading.nearer(pairs, 25)
    assert cut.first.tolist() == [0, 1, 1, 2]
    assert cut.point.tolist() == [5, 7]
    assert cut.mm.tolist() == [10, 20]
