"""The same study in plain Python, half-hour by half-hour: slow, short, and read against the definition."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, inf, isnan

import numpy as np

from ibasho.rooms.reach.engine.inputs import Demand, Places, Profile, Verdict
from ibasho.rooms.reach.engine.week import slots_of


@dataclass
class Point:
    slots: set[int]
    kinds: set[int]
    blank: int
    asked: bool
    seats: float


def minutes_between(demand: Demand, places: Places, profile: Profile, point: int, place: int) -> int | None:
    """The fewest whole minutes of all ways, or None."""
    found = []
    for way in profile.ways:
        if way.inside and (demand.district[point] < 0 or demand.district[point] != places.district[place]):
            continue
        for k in range(int(way.pairs.first[place]), int(way.pairs.first[place + 1])):
            if way.pairs.point[k] == demand.node[point]:
                minutes = ceil(int(way.pairs.mm[k]) / way.mm_per_minute)
                if minutes <= way.minutes_max:
                    found.append(minutes)
    return min(found, default=None)


def study(
    demand: Demand,
    places: Places,
    profile: Profile,
    *,
    purpose_bit: int,
    weeks: int,
    slots_min: float,
    seats_min: float,
) -> list[Point]:
    wanted = [j for j in range(len(places.kind)) if int(places.purpose[j]) & purpose_bit]
    opened = {j: set(slots_of(places.open[j])) for j in wanted}
    free = [set(slots_of(row)) for row in profile.allowed]
    says = {j: _says(places, profile, j) for j in wanted}
    near = {
        (point, j): minutes
        for point in range(len(demand.node))
        for j in wanted
        if (minutes := minutes_between(demand, places, profile, point, j)) is not None
    }
    load = {
        j: sum(float(demand.children[profile.stage][p]) for p, other in near if other == j)
        if says[j] == "yes"
        else 0.0
        for j in wanted
    }
    out = []
    for point in range(len(demand.node)):
        mine = [(j, opened[j] & free[minutes]) for (p, j), minutes in near.items() if p == point]
        good = [(j, slots) for j, slots in mine if slots and says[j] == "yes"]
        slots = set().union(*(slots for _, slots in good))
        ask = set().union(*(slots for j, slots in mine if says[j] == "ask"))
        seats = sum(_share(float(places.capacity[j]), load[j]) for j, _ in good) if seats_min > 0 else inf
        blank = _blank(mine, slots, slots_min * weeks, seats, seats_min)
        asked = blank != 0 and bool(ask) and len(slots | ask) >= slots_min * weeks
        out.append(Point(slots, {int(places.kind[j]) for j, _ in good}, blank, asked, seats))
    return out


def _says(places: Places, profile: Profile, j: int) -> str:
    verdict = places.verdict[profile.stage, j]
    if profile.school_hours_only and not places.school_hours[j]:
        return "no"
    if verdict >= profile.least:
        return "yes"
    return "ask" if verdict == Verdict.ASK else "no"


def _share(capacity: float, load: float) -> float:
    return inf if isnan(capacity) or load == 0 else float(np.float32(capacity)) / load


def _blank(
    mine: list[tuple[int, set[int]]], slots: set[int], least: float, seats: float, seats_min: float
) -> int:
    if not slots:
        if not mine:
            return 1
        return 3 if any(open_then for _, open_then in mine) else 2
    if len(slots) < least:
        return 2
    return 4 if seats < seats_min else 0
