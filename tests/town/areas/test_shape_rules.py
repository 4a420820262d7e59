"""Which squares a city's outline holds, crosses or only meets, and which district is nearest on the ground."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ibasho.base.kernel.geo import Position, haversine_m
from ibasho.town.areas.rules import nearest, touch
from tests.town.areas.shapes import square

CITY = square(138.0, 34.7, 0.03)


@pytest.mark.parametrize(
    ("box", "found"),
    [
        ((138.01, 34.71, 138.02, 34.72), True),
        ((138.0, 34.7, 138.01, 34.71), True),
        ((138.0 - 1e-13, 34.7, 138.01, 34.71), True),
        ((138.02, 34.72, 138.04, 34.74), None),
        ((137.0, 34.0, 139.0, 35.0), None),
        ((138.03, 34.7, 138.04, 34.71), False),
        ((138.03 - 1e-13, 34.7, 138.04, 34.71), False),
        ((139.0, 34.7, 139.01, 34.71), False),
    ],
    ids=["inside", "along the edge", "along the edge but for rounding", "across a corner", "around the city",
         "meets it outside", "meets it but for rounding", "far away"],
)  # fmt: skip
def test_a_square_lies_in_across_or_outside(
    box: tuple[float, float, float, float], found: bool | None
) -> None:
    assert touch(CITY, [box]) == [found]


def test_a_hole_in_a_city_is_outside() -> None:
    ring = CITY["coordinates"][0]
    hole = square(138.01, 34.71)["coordinates"][0]
    holed = {"type": "Polygon", "coordinates": [ring, hole]}
    assert touch(holed, [(138.012, 34.712, 138.018, 34.718), (138.005, 34.712, 138.015, 34.718)]) == [
        False,
        None,
    ]


def away_m(shape: dict[str, Any], spot: Position) -> float:
    """To a square of one hundredth of a degree, on the sphere."""
    (west, south), _, (east, north), *_ = shape["coordinates"][0]
    lat, lng = min(max(spot.lat, south), north), min(max(spot.lng, west), east)
    return haversine_m(spot.lat, spot.lng, lat, lng)


def test_the_nearest_district_is_nearest_on_the_ground_not_in_degrees() -> None:
    rng = np.random.default_rng(3)
    shapes = [square(lng, lat) for lng, lat in rng.uniform([137.9, 34.6], [138.2, 34.9], (12, 2))]
    spots = [Position(lat, lng) for lat, lng in rng.uniform([34.6, 137.9], [34.9, 138.2], (200, 2))]
    for spot, found in zip(spots, nearest(shapes, spots), strict=True):
        metres = [away_m(shape, spot) for shape in shapes]
        assert metres[found] == pytest.approx(min(metres), rel=0.005, abs=1)


def test_nothing_is_near_to_nothing() -> None:
    assert nearest([CITY], []) == []
