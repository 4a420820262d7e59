"""Shapes made light for a phone: neighbours keep their common border, so that no gap opens between two districts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import mapping, shape

Geometry = dict[str, Any]
_FIRST_TOLERANCE = 0.0001  # degrees, about ten metres: nothing one would see on a phone
_ROUNDS = 12
_DECIMALS = 5  # one metre
_SAME_SHARE_MAX = 0.02  # outline and districts that differ by less are drawn as one shape


@dataclass(frozen=True, slots=True)
class Outlines:
    """GeoJSON geometries and, by district, a point (lng, lat) surely inside for its name."""

    boundary: Geometry | None = None
    districts: dict[str, Geometry] = field(default_factory=dict)
    labels: dict[str, tuple[float, float]] = field(default_factory=dict)


def simplified(
    boundary: Mapping[str, Any] | None, districts: Mapping[str, Mapping[str, Any]], bytes_max: int
) -> Outlines:
    """The coarsest that is needed to stay within `bytes_max` of JSON, and no coarser."""
    codes = list(districts)
    shapes = np.array([_areas(shape(dict(districts[code]))) for code in codes], dtype=object)
    outline = _areas(shape(dict(boundary))) if boundary else None
    labels = {code: _inside(one) for code, one in zip(codes, shapes, strict=True)}
    tolerance = _FIRST_TOLERANCE
    for _ in range(_ROUNDS):
        light = shapely.coverage_simplify(shapes, tolerance) if codes else shapes
        edge = _edge(outline, light, tolerance)
        found = Outlines(
            _geojson(edge) if edge else None, dict(zip(codes, map(_geojson, light), strict=True)), labels
        )
        if _bytes(found) <= bytes_max:
            break
        tolerance *= 2
    return found


def _edge(outline: Any, light: NDArray[Any], tolerance: float) -> Any:
    """The outline along the districts' own outer borders where the two mean the same."""
    if outline is None:
        return None
    if len(light):
        whole = shapely.union_all(shapely.make_valid(light))
        if outline.symmetric_difference(whole).area < _SAME_SHARE_MAX * outline.area:
            return whole
    return outline.simplify(tolerance)


def _inside(one: Any) -> tuple[float, float]:
    point = one.representative_point()
    return round(point.x, _DECIMALS), round(point.y, _DECIMALS)


def _areas(one: Any) -> Any:
    """A valid Polygon or MultiPolygon: mending a shape may leave lines and points beside the areas."""
    parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(one)))
    areas = [part for part in parts if part.geom_type == "Polygon"]
    return areas[0] if len(areas) == 1 else shapely.multipolygons(areas)


def _geojson(one: Any) -> Geometry:
    """Only areas, with coordinates to the metre."""
    rounded = shapely.transform(_areas(one), lambda xy: np.round(xy, _DECIMALS))
    geometry: Geometry = json.loads(json.dumps(mapping(rounded)))
    return geometry


def _bytes(found: Outlines) -> int:
    return len(json.dumps([found.boundary, *found.districts.values()], separators=(",", ":")))
