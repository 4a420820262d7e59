"""The city as a picture to press a spot on: 小学校区 by outline and name. It shows nothing of what is looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, radians
from typing import Any

import numpy as np
import shapely

from ibasho.base.kernel.geo import Position
from ibasho.rooms.care.rules.finding import on_picture
from ibasho.town.areas import queries as areas
from ibasho.town.areas.models import SchoolDistrict
from ibasho.town.areas.rules import drawing
from ibasho.town.areas.rules.drawing import MARGIN, Drawing, Sheet


@dataclass(frozen=True, slots=True)
class CityPicture:
    """`names`: (x, y, name) in drawing units; `box`: west, south, east, north of the picture's edges."""

    drawn: Drawing
    names: list[tuple[float, float, str]]
    box: tuple[float, float, float, float]

    def spot(self, x: float, y: float) -> Position | None:
        return on_picture(x, y, width=self.drawn.width, height=self.drawn.height, box=self.box)


def picture(day: date) -> CityPicture | None:
    """None while no shape of a district is loaded: then one chooses by name."""
    found = [row for row in areas.districts(day) if row.geometry]
    if not found:
        return None
    outline = areas.boundary()
    under: dict[str, Any] | None = dict(outline.geometry) if outline else None
    shapes = [dict(row.geometry or {}) for row in found]
    drawn = drawing.shapes(shapes, under)
    if drawn is None:
        return None
    bounds = _bounds([*shapes, *([under] if under else [])])
    return CityPicture(drawn, _names(found, Sheet(bounds)), _edges(bounds, drawn))


def _bounds(shapes: Sequence[dict[str, Any]]) -> tuple[float, float, float, float]:
    every = np.array([shapely.geometry.shape(one) for one in shapes], dtype=object)
    west, south, east, north = shapely.total_bounds(every).tolist()
    return west, south, east, north


def _edges(bounds: tuple[float, float, float, float], drawn: Drawing) -> tuple[float, float, float, float]:
    """Degrees of the picture's edges: its margin lies outside the bounds."""
    west, south, _east, north = bounds
    tall = Sheet(bounds).unit()  # degrees of latitude of one drawing unit
    wide = tall / cos(radians((south + north) / 2))
    left, top = west - MARGIN * wide, north + MARGIN * tall
    return left, top - drawn.height * tall, left + drawn.width * wide, top


def _names(found: Sequence[SchoolDistrict], sheet: Sheet) -> list[tuple[float, float, str]]:
    placed = [(row.name, spot) for row in found if (spot := areas.district_start(row))]
    if not placed:
        return []
    points = sheet.points(np.array([(spot.lng, spot.lat) for _name, spot in placed]))
    return [(x, y, name) for (name, _spot), (x, y) in zip(placed, points.tolist(), strict=True)]
