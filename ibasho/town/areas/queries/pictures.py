"""The ground this copy holds as small pictures for the desk: what a person recognises at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np

from ibasho.town.areas import travel
from ibasho.town.areas.engine.network import Network
from ibasho.town.areas.models import Cell, Town
from ibasho.town.areas.queries.ground import boundary, districts
from ibasho.town.areas.rules import drawing
from ibasho.town.areas.rules.drawing import Drawing
from ibasho.town.areas.rules.kinds import FileKind

UNIT = {FileKind.MESH: "mesh", FileKind.SMALL_AREAS: "small_area"}


def picture(kind: FileKind, day: date) -> Drawing | None:
    """None where nothing of the kind is held, or nothing of it has a place."""
    drawn = _DRAWN.get(kind)
    return drawn(day) if drawn else None


def _outline(day: date) -> Drawing | None:
    under = outline()
    return drawing.shapes([under]) if under else None


def outline() -> dict[str, Any] | None:
    found = boundary()
    return dict(found.geometry) if found else None


def _districts(day: date) -> Drawing | None:
    shapes = districts(day).filter(geometry__isnull=False).values_list("geometry", flat=True)
    return drawing.shapes([dict(shape or {}) for shape in shapes], outline())


def _towns(day: date) -> Drawing | None:
    return drawing.spots(Town.objects.values_list("lng", "lat"), outline())


def _cells(unit: str) -> Callable[[date], Drawing | None]:
    def drawn(day: date) -> Drawing | None:
        rows = Cell.objects.filter(population__current=True, population__unit=unit)
        return drawing.spots(rows.values_list("lng", "lat"), outline())

    return drawn


def _streets(day: date) -> Drawing | None:
    network = travel.network()
    return lines_of(network, outline()) if network else None


def lines_of(network: Network, under: dict[str, Any] | None) -> Drawing | None:
    """Each street once."""
    start = np.repeat(np.arange(network.nodes), np.diff(network.first))
    once = network.directed | (start < network.to)
    spots = np.column_stack([network.lng, network.lat])
    return drawing.lines(spots[start[once]], spots[network.to[once]], under)


_DRAWN: dict[FileKind, Callable[[date], Drawing | None]] = {
    FileKind.BOUNDARY: _outline,
    FileKind.DISTRICTS: _districts,
    FileKind.TOWNS: _towns,
    FileKind.MESH: _cells("mesh"),
    FileKind.SMALL_AREAS: _cells("small_area"),
    FileKind.STREETS: _streets,
}
