"""Minutes from here to there for a stage of age: along the streets, and in a straight line (めやす) where none are known.

The streets are one packed blob; a process unpacks it once per version and asks the database for the version only.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from threading import Lock

import numpy as np

from ibasho.base.kernel.geo import Position
from ibasho.town.areas.engine.bus import unpack_bus, with_bus
from ibasho.town.areas.engine.network import Network, unpack
from ibasho.town.areas.engine.ways import Squares, metres_along
from ibasho.town.areas.engine.ways import squares as squares_of
from ibasho.town.areas.models import BusTimetable, StagePace, StreetNetwork
from ibasho.town.areas.rules import DEFAULT_PACES, Minutes, Pace, straight_minutes
from ibasho.town.areas.stages import Stage


@dataclass(slots=True)
class _Held:
    """The streets this process has unpacked last."""

    network: Network | None = None


_held, _loading = _Held(), Lock()


def paces() -> dict[Stage, Pace]:
    """The city's own paces, and the default where it has set none."""
    own = {
        Stage(row.stage): Pace(
            row.metres_per_minute,
            row.minutes_max,
            row.source,
            row.cycle_metres_per_minute,
            row.cycle_minutes_max,
            row.cycle_in_district,
            row.stay_in_district,
        )
        for row in StagePace.objects.all()
    }
    return {**DEFAULT_PACES, **own}


def version() -> str:
    """Of the streets in use, "" while none are loaded."""
    return StreetNetwork.objects.filter(current=True).values_list("version", flat=True).first() or ""


def network() -> Network | None:
    """The streets in use, None while none are loaded. One short question; the blob is read once per version."""
    wanted = version()
    if not wanted:
        return None
    held = _held.network
    if held is not None and held.version == wanted:
        return held
    with _loading:
        if _held.network is None or _held.network.version != wanted:
            _held.network = _read(wanted)
        return _held.network


def _read(wanted: str) -> Network | None:
    packed = StreetNetwork.objects.filter(version=wanted).values_list("packed", flat=True).first()
    return unpack(bytes(packed), wanted) if packed else None


def network_with_bus(metres_per_minute: int) -> Network | None:
    """The streets and the rides of the timetable in use, for a walker of this pace; None without the one or the
    other. The nodes are those of `network()`. Everything made of it is a めやす."""
    streets = network()
    timetable = BusTimetable.objects.filter(current=True).values_list("version", flat=True).first()
    if streets is None or timetable is None:
        return None
    return _with_bus(streets.version, timetable, metres_per_minute)


@lru_cache(maxsize=8)
def _with_bus(version: str, timetable: str, metres_per_minute: int) -> Network | None:
    """The versions name the answer: nobody asks again for those that are no longer in use."""
    streets = _held.network
    packed = BusTimetable.objects.filter(version=timetable).values_list("packed", flat=True).first()
    if streets is None or packed is None:
        return None
    return with_bus(streets, unpack_bus(bytes(packed), timetable), metres_per_minute)


def minutes(start: Position, ends: list[Position], stage: Stage) -> list[Minutes]:
    """One answer per end, in the same order. `estimate` where the streets do not lead from here to there."""
    return ways(start, ends, paces()[stage]) if ends else []


def ways(start: Position, ends: list[Position], pace: Pace) -> list[Minutes]:
    """The same for who knows the pace already."""
    streets = network() if ends else None
    if streets is None:
        return [straight_minutes(start, end, pace) for end in ends]
    metres = metres_along(streets, start.lat, start.lng, [end.lat for end in ends], [end.lng for end in ends])
    return [
        straight_minutes(start, end, pace) if np.isnan(way) else along_minutes(float(way), pace)
        for end, way in zip(ends, metres, strict=True)
    ]


def along_minutes(metres: float, pace: Pace) -> Minutes:
    return Minutes(max(1, ceil(metres / pace.metres_per_minute)), round(metres), estimate=False)


def squares(ends: list[Position]) -> Squares | None:
    """The way from small squares around each end, for pages that keep the reader's position to themselves."""
    streets = network() if ends else None
    return _squares(streets.version, tuple(ends)) if streets else None


@lru_cache(maxsize=16)
def _squares(version: str, ends: tuple[Position, ...]) -> Squares | None:
    """`version` only names the answer: once the streets are changed nobody asks for the old one."""
    streets = _held.network
    if streets is None:
        return None
    return squares_of(streets, [end.lat for end in ends], [end.lng for end in ends])
