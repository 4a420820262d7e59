"""Shapes, lines and spots as a small SVG picture: what came in can be recognised before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPoint, shape

SIZE = 480.0  # the longer side, in drawing units
MARGIN = 8.0
LINES_MAX = 20_000  # a picture of more of them is a blot
Points = NDArray[np.float64]
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Drawing:
    """SVG paths in a box `width` × `height`. The kind of each: area, faint, line or point."""

    width: float
    height: float
    paths: tuple[tuple[str, str], ...]  # (kind, d)


class Sheet:
    """Degrees to drawing units: north is up, a kilometre is as long east as north."""

    def __init__(self, bounds: Bounds) -> None:
        west, south, east, north = bounds
        self._squeeze = cos(radians((south + north) / 2))
        self._west, self._north = west, north
        wide, high = max((east - west) * self._squeeze, 1e-6), max(north - south, 1e-6)
        self._scale = (SIZE - 2 * MARGIN) / max(wide, high)
        self.width = round(wide * self._scale + 2 * MARGIN, 1)
        self.height = round(high * self._scale + 2 * MARGIN, 1)

    def points(self, lng_lat: Points) -> Points:
        east = (lng_lat[:, 0] - self._west) * self._squeeze * self._scale + MARGIN
        down = (self._north - lng_lat[:, 1]) * self._scale + MARGIN
        rounded: Points = np.round(np.column_stack([east, down]), 1).astype(np.float64)
        return rounded

    def unit(self) -> float:
        """Degrees of one drawing unit: finer than this nothing is seen."""
        return 1 / self._scale


def shapes(geometries: Sequence[Mapping[str, Any]], under: Mapping[str, Any] | None = None) -> Drawing | None:
    """Areas, over the faint outline of the city where one is known."""
    found = [shape(dict(each)) for each in geometries]
    ground = [shape(dict(under))] if under else []
    if not found:
        return None
    sheet = Sheet(_bounds([*found, *ground]))
    paths = [("faint", _area(sheet, each)) for each in ground] + [
        ("area", _area(sheet, each)) for each in found
    ]
    return Drawing(sheet.width, sheet.height, tuple((kind, d) for kind, d in paths if d))


def spots(
    points: Iterable[tuple[float, float]], under: Mapping[str, Any] | None = None, kind: str = "point"
) -> Drawing | None:
    """(lng, lat) as dots."""
    here = np.array(list(points), dtype=np.float64).reshape(-1, 2)
    if not len(here):
        return None
    ground = [shape(dict(under))] if under else []
    sheet = Sheet(_bounds([MultiPoint(here), *ground]))
    dots = "".join(f"M{x:g} {y:g}h0" for x, y in np.unique(sheet.points(here), axis=0).tolist())
    paths = [("faint", _area(sheet, each)) for each in ground] + [(kind, dots)]
    return Drawing(sheet.width, sheet.height, tuple(paths))


def lines(starts: Points, ends: Points, under: Mapping[str, Any] | None = None) -> Drawing | None:
    """Straight pieces (n, 2) to (n, 2) of [lng, lat]; what falls on one line of the picture is drawn once."""
    if not len(starts):
        return None
    ground = [shape(dict(under))] if under else []
    sheet = Sheet(_bounds([MultiPoint(starts), MultiPoint(ends), *ground]))
    drawn = np.unique(np.rint(np.hstack([sheet.points(starts), sheet.points(ends)])).astype(int), axis=0)
    seen = drawn[(drawn[:, :2] != drawn[:, 2:]).any(axis=1)]
    pieces = seen[:: -(-len(seen) // LINES_MAX) or 1].tolist()
    d = "".join(f"M{x} {y}l{x2 - x} {y2 - y}" for x, y, x2, y2 in pieces)
    paths = [("faint", _area(sheet, each)) for each in ground] + [("line", d)]
    return Drawing(sheet.width, sheet.height, tuple(paths))


def _bounds(found: Sequence[Any]) -> Bounds:
    west, south, east, north = shapely.total_bounds(np.array(found, dtype=object)).tolist()
    return west, south, east, north


def _area(sheet: Sheet, geometry: Any) -> str:
    light = geometry.simplify(sheet.unit())
    rings = [
        ring
        for part in shapely.get_parts(light)
        if part.geom_type == "Polygon"
        for ring in (part.exterior, *part.interiors)
    ]
    return "".join(_ring(sheet, np.asarray(ring.coords)[:, :2]) for ring in rings)


def _ring(sheet: Sheet, coordinates: Points) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in sheet.points(coordinates).tolist()) + "Z"
