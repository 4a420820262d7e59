"""Minutes between many positions at once, on foot, by bicycle and by car: along the streets where they lead, else めやす.

One search for all; a process keeps the last answers, so that pin, forbid and solve again do not search again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ibasho.base.kernel.geo import Position
from ibasho.rooms.familysupport.rules.kinds import Travel
from ibasho.town.areas import travel
from ibasho.town.areas.engine.network import UNREACHED, Network
from ibasho.town.areas.engine.search import within
from ibasho.town.areas.engine.snapping import snap
from ibasho.town.areas.engine.ways import straight_metres
from ibasho.town.areas.rules import DETOUR
from ibasho.town.areas.stages import Stage

MODES = (Travel.WALK, Travel.BICYCLE, Travel.CAR)
CAR_METRES_PER_MINUTE, CAR_EXTRA = 400, 2  # 24 km/h in town, and getting in and out: always めやす
CYCLE_METRES_PER_MINUTE = 200
FARTHEST_MM = 30_000_000
AT_ONCE = 64  # sources of one search: what it finds stays small
Grid = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """`minutes[mode, start, end]` whole, rounded up, -1 where a position is not known; `estimate[start, end]`: from a
    straight line. Starts and ends are looked up by the keys they were given with."""

    minutes: Grid
    estimate: NDArray[np.bool_]


def between(starts: Sequence[Position | None], ends: Sequence[Position | None]) -> Ways:
    """From every start to every end, in one question to the database and one search."""
    streets = travel.network() if starts and ends else None
    pace = travel.paces()[Stage.ADULT]
    metres, estimate = _metres(streets.version if streets else "", tuple(starts), tuple(ends))
    paces = (
        pace.metres_per_minute,
        pace.cycle_metres_per_minute or CYCLE_METRES_PER_MINUTE,
        CAR_METRES_PER_MINUTE,
    )
    known = ~np.isnan(metres)
    told = np.full((len(MODES), *metres.shape), -1, np.int32)
    for mode, speed in enumerate(paces):
        extra = CAR_EXTRA if MODES[mode] is Travel.CAR else 0
        told[mode][known] = np.maximum(np.ceil(metres[known] / speed), 1).astype(np.int32) + extra
    return Ways(told, estimate)


@lru_cache(maxsize=8)
def _metres(
    version: str, starts: tuple[Position | None, ...], ends: tuple[Position | None, ...]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """float64[s, e] NaN where a position is not known, bool[s, e] estimate. `version` names the streets of the answer."""
    from_lat, from_lng = _degrees(starts)
    to_lat, to_lng = _degrees(ends)
    straight = np.empty((len(starts), len(ends)))
    for row in range(len(starts)):
        straight[row] = straight_metres(float(from_lat[row]), float(from_lng[row]), to_lat, to_lng)
    streets = travel.network() if version else None
    if streets is None:
        return straight * DETOUR, np.ones(straight.shape, np.bool_)
    along = _along(streets, (from_lat, from_lng), (to_lat, to_lng))
    estimate = np.isnan(along)
    return np.where(estimate, straight * DETOUR, np.maximum(along, straight)), estimate


Degrees = tuple[NDArray[np.float64], NDArray[np.float64]]


def _degrees(positions: Sequence[Position | None]) -> Degrees:
    lats = [np.nan if one is None else one.lat for one in positions]
    lngs = [np.nan if one is None else one.lng for one in positions]
    return np.asarray(lats, np.float64), np.asarray(lngs, np.float64)


def _along(streets: Network, starts: Degrees, ends: Degrees) -> NDArray[np.float64]:
    """Metres along the streets, NaN where none lead from the one to the other."""
    sources, targets = _nodes(streets, starts), _nodes(streets, ends)
    found = np.full((len(sources), len(targets)), np.nan)
    unique = np.unique(sources[sources >= 0])
    reached = np.empty(streets.nodes, np.int32)
    for first in range(0, len(unique), AT_ONCE):
        some = unique[first : first + AT_ONCE]
        pairs = within(streets, some, FARTHEST_MM)
        for row, node in enumerate(some):
            part = slice(pairs.first[row], pairs.first[row + 1])
            reached.fill(UNREACHED)
            reached[pairs.point[part]] = pairs.mm[part]
            mm = reached[np.maximum(targets, 0)]
            metres = np.where((targets < 0) | (mm == UNREACHED), np.nan, mm / 1000)
            found[sources == node] = metres
    return found


def _nodes(streets: Network, at: Degrees) -> NDArray[np.int32]:
    """The crossing nearest to each, -1 for what has no position or stands at no street."""
    nodes = np.full(len(at[0]), -1, np.int32)
    known = ~np.isnan(at[0])
    if known.any():
        nodes[known] = snap(streets, at[0][known], at[1][known])[0]
    return nodes
