"""Which first-order mesh squares (80 km) a city lies in: the files of a census are cut along them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import shapely
from shapely.geometry import box, shape
from shapely.geometry.base import BaseGeometry

from ibasho.base.kernel import mesh

TINY = 1e-9  # square degrees, about ten square metres: a border drawn along a square's edge
ROWS, WEST = 1.5, 100  # squares for each degree of latitude; the column counts degrees of longitude from here


def first_squares(geometry: Mapping[str, Any]) -> tuple[str, ...]:
    """Codes of four figures, in order. `geometry`: a Polygon or MultiPolygon in degrees (JGD2011 or WGS84)."""
    outline = shapely.make_valid(shape(dict(geometry)))
    west, south, east, north = outline.bounds
    return tuple(
        code
        for row in range(math.floor(south * ROWS), math.floor(north * ROWS) + 1)
        for column in range(math.floor(west), math.floor(east) + 1)
        if mesh.is_mesh_code(code := f"{row:02}{column - WEST:02}") and _holds(code, outline)
    )


def _holds(code: str, outline: BaseGeometry) -> bool:
    """A square that is only touched at its edge holds nobody."""
    edges = mesh.bounds(code)
    square = box(edges.west, edges.south, edges.east, edges.north)
    return bool(outline.intersection(square).area > TINY)
