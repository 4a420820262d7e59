"""Shapes made light: within their budget, without gaps, and each name inside its own district."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import shapely
from shapely.geometry import Point, mapping, shape

from ibasho.town.places.rules.outlines import Outlines, simplified


def wavy(points: int, seed: int = 7) -> np.ndarray[Any, Any]:
    """A border that wanders from (0, 0) to (0, 1)."""
    rng = np.random.default_rng(seed)
    y = np.linspace(0, 1, points)
    x = np.cumsum(rng.normal(0, 0.001, points))
    return np.column_stack([x - x[0] - (x[-1] - x[0]) * y, y])


def two_neighbours(points: int = 4000) -> dict[str, dict[str, Any]]:
    border = wavy(points)
    west = shapely.Polygon([*border, (-1, 1), (-1, 0)])
    east = shapely.Polygon([*border, (1, 1), (1, 0)])
    return {"W": mapping(west), "E": mapping(east)}


def size(found: Outlines) -> int:
    return len(json.dumps([found.boundary, *found.districts.values()], separators=(",", ":")))


def test_shapes_fit_their_budget_and_neighbours_keep_one_border() -> None:
    rows = two_neighbours()
    assert len(json.dumps(rows)) > 100_000
    found = simplified(None, rows, 8_000)
    west, east = (shape(found.districts[code]) for code in "WE")
    assert size(found) <= 8_000
    assert west.is_valid and east.is_valid
    assert west.intersection(east).area < 1e-9
    assert abs(west.union(east).area - 2) < 0.001


def test_a_light_shape_stays_fine() -> None:
    rows = two_neighbours(20)
    assert shape(simplified(None, rows, 48_000).districts["W"]).hausdorff_distance(shape(rows["W"])) < 0.001


def test_the_outline_runs_along_the_districts_where_both_mean_the_same() -> None:
    rows = two_neighbours()
    whole = shapely.union_all([shape(row) for row in rows.values()])
    found = simplified(mapping(whole), rows, 8_000)
    union = shapely.union_all([shape(row) for row in found.districts.values()])
    assert shape(found.boundary).symmetric_difference(union).area < 1e-6


def test_an_outline_of_something_else_is_kept_as_it_is() -> None:
    other = mapping(shapely.box(-3, -3, 3, 3))
    assert shape(simplified(other, two_neighbours(20), 48_000).boundary).area == 36


def test_islands_and_holes_stay_areas() -> None:
    islands = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.Point(3, 3).buffer(0.5)])
    found = simplified(mapping(islands), {"A": mapping(islands)}, 48_000)
    assert found.districts["A"]["type"] == "MultiPolygon"


def test_a_shape_that_crosses_itself_is_mended() -> None:
    bow = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0], [-1, 0], [0, 0]]]}
    found = simplified(bow, {"A": bow}, 48_000)
    assert found.boundary is not None and shape(found.boundary).is_valid
    assert abs(shape(found.districts["A"]).area - 0.5) < 1e-6


def test_a_name_stands_inside_its_district() -> None:
    found = simplified(None, two_neighbours(), 8_000)
    for code, point in found.labels.items():
        assert shape(found.districts[code]).contains(Point(point))


def test_a_city_without_shapes_has_nothing_to_draw() -> None:
    assert simplified(None, {}, 100) == Outlines()
