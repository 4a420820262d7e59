"""Cities small enough to hold in the head: crossings by name, streets in metres, homes, places with hours."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np

from ibasho.rooms.reach.engine import hours
from ibasho.rooms.reach.engine.inputs import Demand, Places, Profile, Verdict, Way
from ibasho.rooms.reach.engine.week import bits, inside
from ibasho.town.areas.engine.network import Pairs

STAGES = 5
INFANT, LOWER, UPPER, JUNIOR, HIGH = range(STAGES)
SATURDAY = 5


@dataclass(frozen=True)
class Home:
    """`children` of every stage at one crossing, in a cell and a district."""

    at: str
    children: float = 1
    cell: int = 0
    district: int = 0


@dataclass(frozen=True)
class Room:
    """`open`: (day from the first Monday, from, to), minutes from midnight."""

    at: str
    open: Sequence[tuple[int, int, int]]
    says: Verdict = Verdict.ALONE
    kind: int = 0
    capacity: float = nan
    district: int = 0
    purpose: int = 1
    school_hours: bool = False


def clock(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def daily(begin: str, end: str, weeks: int = 1, days: Iterable[int] = range(7)) -> list[tuple[int, int, int]]:
    return [(week * 7 + day, clock(begin), clock(end)) for week in range(weeks) for day in days]


def demand(homes: Sequence[Home], nodes: Sequence[str]) -> Demand:
    none = np.zeros(len(homes))
    return Demand(
        np.array([nodes.index(home.at) for home in homes], np.int32),
        none,
        none,
        np.array([home.cell for home in homes], np.int32),
        np.array([home.district for home in homes], np.int32),
        np.tile(np.array([home.children for home in homes], np.float32), (STAGES, 1)),
    )


def places(rooms: Sequence[Room], weeks: int = 1) -> Places:
    return Places(
        np.array([room.district for room in rooms], np.int32),
        np.stack(
            [bits([slot for opening in room.open for slot in inside(*opening)], weeks) for room in rooms]
        ),
        np.tile(np.array([room.says for room in rooms], np.uint8), (STAGES, 1)),
        np.array([room.purpose for room in rooms], np.uint32),
        np.array([room.kind for room in rooms], np.int32),
        np.array([room.capacity for room in rooms], np.float32),
        np.array([room.school_hours for room in rooms], np.bool_),
    )


def pairs(streets: Mapping[tuple[str, str], float], nodes: Sequence[str], starts: Sequence[str]) -> Pairs:
    """All ways from each start, by the plainest Dijkstra."""
    near: dict[str, list[tuple[str, float]]] = {node: [] for node in nodes}
    for (one, other), metres in streets.items():
        near[one].append((other, metres))
        near[other].append((one, metres))
    first, point, mm = [0], [], []
    for start in starts:
        done: dict[str, float] = {}
        queue = [(0.0, start)]
        while queue:
            metres, node = heapq.heappop(queue)
            if node in done:
                continue
            done[node] = metres
            for other, more in near[node]:
                heapq.heappush(queue, (metres + more, other))
        point += [nodes.index(node) for node in done]
        mm += [round(metres * 1000) for metres in done.values()]
        first.append(len(point))
    return Pairs(np.array(first, np.int64), np.array(point, np.int32), np.array(mm, np.int32))


def profile(
    found: Pairs,
    stage: int = LOWER,
    *,
    pace: int = 60,
    minutes: int = 10,
    free: str = "15:00",
    home: str = "17:00",
    weeks: int = 1,
    least: Verdict = Verdict.ALONE,
    inside_district: bool = False,
    also: Sequence[Way] = (),
    school_hours_only: bool = False,
) -> Profile:
    ways = (Way(found, pace * 1000, minutes, inside_district), *also)
    longest = max(way.minutes_max for way in ways)
    allowed = hours.allowed([clock(free)] * 7 * weeks, [clock(home)] * 7 * weeks, longest)
    return Profile(stage, ways, allowed, least, school_hours_only)
