"""Where in its square a child is taken to live: evenly over the crossings inside. Arrays in, arrays out, no Django."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ibasho.base.kernel import mesh
from ibasho.town.areas.engine.network import Pairs

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]
_ROWS, _COLUMNS, _NUDGE = 960, 640, 1e-6  # smallest squares (125 m) in a degree, as in kernel.mesh
_WIDTH = 1 << 20


def squares(codes: Sequence[str], lat: Floats, lng: Floats) -> Ints:
    """For each point the index of the square that holds it, -1 where none does. Squares may differ in size: the
    smallest one wins."""
    found = np.full(len(lat), -1, np.int32)
    row = np.floor(lat * _ROWS + _NUDGE).astype(np.int64)
    column = np.floor((lng - 100) * _COLUMNS + _NUDGE).astype(np.int64)
    for side, cells in sorted(_by_side(codes).items(), reverse=True):
        keys = np.array([key for key, _ in cells])
        order = np.argsort(keys)
        wanted = (row // side) * _WIDTH + column // side
        at = np.minimum(np.searchsorted(keys[order], wanted), len(keys) - 1)
        hit = keys[order][at] == wanted
        found[hit] = np.array([index for _, index in cells], np.int32)[order][at][hit]
    return found


def _by_side(codes: Sequence[str]) -> dict[int, list[tuple[int, int]]]:
    out: dict[int, list[tuple[int, int]]] = {}
    for index, code in enumerate(codes):
        edges = mesh.bounds(code)
        row, column = round(edges.south * _ROWS), round((edges.west - 100) * _COLUMNS)
        side = round(edges.north * _ROWS) - row
        out.setdefault(side, []).append(((row // side) * _WIDTH + column // side, index))
    return out


def shapes(geometries: Sequence[Mapping[str, Any] | None], lat: Floats, lng: Floats) -> Ints:
    """For each point the index of a GeoJSON shape that holds it, -1 where none does; the first shape wins."""
    found = np.full(len(lat), -1, np.int32)
    known = [(index, one) for index, one in enumerate(geometries) if one]
    if not known or not len(lat):
        return found
    tree = shapely.STRtree([shapely.geometry.shape(dict(one)) for _, one in known])
    points, areas = tree.query(shapely.points(lng, lat), predicate="intersects")
    index = np.array([index for index, _ in known], np.int32)
    order = np.argsort(-areas, kind="stable")
    found[points[order]] = index[areas[order]]
    return found


def nearer(pairs: Pairs, mm_max: int) -> Pairs:
    """Those of the pairs that lie within `mm_max`."""
    kept = np.flatnonzero(pairs.mm <= mm_max)
    first = np.searchsorted(kept, pairs.first).astype(np.int64)
    return Pairs(first, pairs.point[kept], pairs.mm[kept])
