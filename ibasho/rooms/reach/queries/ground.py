"""The ground of a study: everything the engine is given, where it comes from, and what was left out and why.

`ground` is kept in the process by what it was made from, so that a dragged pin and a page do not read the city anew.
`with_openings` lays openings that do not exist yet on a ground (what-if, plans) without searching the others again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ibasho.rooms.reach.engine.inputs import Demand, Places, Profile
from ibasho.rooms.reach.engine.straight import straight
from ibasho.rooms.reach.queries import homes as home_queries
from ibasho.rooms.reach.queries import spots as spot_queries
from ibasho.rooms.reach.queries.homes import SNAP_METRES_MAX, Homes
from ibasho.rooms.reach.queries.sources import Source, sources_of
from ibasho.rooms.reach.queries.spots import Slots, Spot
from ibasho.rooms.reach.rules import scenarios, spreading
from ibasho.rooms.reach.rules.going import STAGES_OF, Wish, profile_of, wishes_of
from ibasho.rooms.reach.rules.layers import Layer
from ibasho.rooms.reach.rules.notes import Note
from ibasho.rooms.reach.rules.scenarios import Day, Span
from ibasho.town.areas import queries as areas
from ibasho.town.areas import travel
from ibasho.town.areas.engine import search
from ibasho.town.areas.engine.network import Network, Pairs
from ibasho.town.areas.engine.snapping import snap
from ibasho.town.areas.models import BusTimetable, Population
from ibasho.town.areas.rules import Pace
from ibasho.town.areas.stages import CHILD_STAGES, Stage
from ibasho.town.places.rules.opening import SchoolCalendar

CAR_PAIRS_MAX = 10_000_000  # places × crossings; more would not fit beside everything else
KEPT = 4  # grounds a process keeps
Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """`node` int32[P]: the crossing of each place, -1 without streets. `profiles` by layer and stage; a layer that
    cannot be had (no timetable, too many places for cars) is not in it. `version` names what it was made from."""

    span: Span
    homes: Homes
    spots: tuple[Spot, ...]
    slots: Slots
    places: Places
    node: Ints
    profiles: Mapping[tuple[Layer, Stage], Profile]
    paces: Mapping[Stage, Pace]
    settings: Mapping[str, Any]
    sources: tuple[Source, ...]
    notes: tuple[Note, ...]
    version: str

    @property
    def demand(self) -> Demand:
        return self.homes.demand

    @property
    def network(self) -> Network | None:
        return self.homes.network

    @property
    def layers(self) -> tuple[Layer, ...]:
        there = {layer for layer, _ in self.profiles}
        return tuple(layer for layer in Layer if layer in there)


_kept: dict[str, Ground] = {}
_lock = Lock()


def ground(span: Span, population: Population | None = None) -> Ground | None:
    """What stands on the ground in these weeks; None while nobody's home is known (no population is loaded)."""
    homes = home_queries.homes(span.first, population)
    if homes is None:
        return None
    version = _version(span, homes)
    with _lock:
        if version not in _kept:
            while len(_kept) >= KEPT:
                _kept.pop(next(iter(_kept)))
            _kept[version] = _made(span, homes, version)
        return _kept[version]


def forget() -> None:
    """For tests: what was kept belongs to another database."""
    with _lock:
        _kept.clear()
    home_queries.forget()


def version(span: Span, population: Population | None = None) -> str | None:
    """What `ground` would be made from, without making it."""
    homes = home_queries.homes(span.first, population)
    return _version(span, homes) if homes else None


def _version(span: Span, homes: Homes) -> str:
    made_from = (
        span, homes.population.pk, homes.population.loaded_at, homes.network.version if homes.network else "",
        [(one.code, one.name) for one in homes.districts], homes.clubs.tobytes(), spot_queries.mark(), _timetable(),
        spot_queries.sessions_mark(span), sorted(travel.paces().items()), sorted(areas.home_times().items()),
        sorted((stage.value, repr(free)) for stage, free in areas.free_times().items()),
        areas.long_holidays(span.first, span.last),
    )  # fmt: skip
    return hashlib.sha256(repr(made_from).encode()).hexdigest()[:24]


def _timetable() -> str:
    return BusTimetable.objects.filter(current=True).values_list("version", flat=True).first() or ""


def _made(span: Span, homes: Homes, version: str) -> Ground:
    calendar = spot_queries.calendar(span)
    found = spot_queries.spots(span, calendar)
    node, near = _nodes(found.rows, homes.network)
    rows = tuple(row for row, kept in zip(found.rows, near, strict=True) if kept)
    slots, node = found.open[near], node[near]
    places = spot_queries.as_places(rows, slots, _districts(rows, homes))
    paces = travel.paces()
    days = scenarios.days_of(span, calendar.long_holidays)
    profiles = _profiles(paces, days, _Pairs(homes, rows, node))
    left = [Note("far_places", int((~near).sum())), Note("no_streets", int(homes.network is None))]
    left += [Note("no_calendar", int(not calendar.long_holidays)), Note("no_clubs", int(not homes.has_clubs))]
    left.append(Note("no_free_time", _left_to_defaults()))
    there = {layer for layer, _ in profiles}
    left += [Note("bus_rough", int(Layer.BUS in there)), Note("car_rough", int(Layer.CAR in there))]
    left += [Note("car_left_out", int(Layer.CAR not in there))]
    notes = (*homes.notes, *found.notes, *(note for note in left if note.count))
    return Ground(
        span, homes, rows, slots, places, node, profiles, paces, _settings(paces), sources_of(homes, found),
        notes, version,
    )  # fmt: skip


def with_openings(base: Ground, rows: Sequence[Spot], slots: Slots) -> Ground:
    """The ground with these openings as well (`slots` bool[n, days, 48]). One far from every street is left out."""
    node, near = _nodes(rows, base.network)
    kept = [row for row, there in zip(rows, near, strict=True) if there]
    node, slots = node[near], slots[near]
    more = spot_queries.as_places(kept, slots, _districts(kept, base.homes))
    pairs = _Pairs(base.homes, kept, node)
    pairs.prepare(wish for key in base.profiles for wish in wishes_of(*key, base.paces))
    profiles = {key: _with(*key, base, pairs) for key in base.profiles}
    return replace(
        base, spots=(*base.spots, *kept), slots=np.concatenate((base.slots, slots)),
        places=_both(base.places, more), node=np.concatenate((base.node, node)), profiles=profiles, version="",
    )  # fmt: skip


def _both(one: Places, other: Places) -> Places:
    return Places(
        district=np.concatenate((one.district, other.district)),
        open=np.concatenate((one.open, other.open)),
        verdict=np.concatenate((one.verdict, other.verdict), axis=1),
        purpose=np.concatenate((one.purpose, other.purpose)),
        kind=np.concatenate((one.kind, other.kind)),
        capacity=np.concatenate((one.capacity, other.capacity)),
        school_hours=np.concatenate((one.school_hours, other.school_hours)),
    )


def _with(layer: Layer, stage: Stage, base: Ground, pairs: _Pairs) -> Profile:
    profile = base.profiles[layer, stage]
    ways = tuple(
        replace(way, pairs=_appended(way.pairs, pairs.within(wish)))
        for way, wish in zip(profile.ways, wishes_of(layer, stage, base.paces), strict=True)
    )
    return replace(profile, ways=ways)


def _appended(one: Pairs, other: Pairs) -> Pairs:
    first = np.concatenate((one.first, other.first[1:] + one.first[-1]))
    return Pairs(first, np.concatenate((one.point, other.point)), np.concatenate((one.mm, other.mm)))


def _nodes(rows: Sequence[Spot], network: Network | None) -> tuple[Ints, NDArray[np.bool_]]:
    """The crossing of each place, and whether it is near enough to any street."""
    if network is None or not rows:
        return np.full(len(rows), -1, np.int32), np.ones(len(rows), np.bool_)
    lat, lng = np.array([row.lat for row in rows]), np.array([row.lng for row in rows])
    node, _ = snap(network, lat, lng, metres_max=SNAP_METRES_MAX)
    return node.astype(np.int32), node >= 0


def _districts(rows: Sequence[Spot], homes: Homes) -> Ints:
    index = {one.code: number for number, one in enumerate(homes.districts)}
    found = np.array([index.get(row.district_code, -1) for row in rows], np.int32)
    loose = np.flatnonzero(found < 0)
    lat, lng = np.array([rows[int(at)].lat for at in loose]), np.array([rows[int(at)].lng for at in loose])
    found[loose] = spreading.shapes(homes.shapes, lat, lng)
    return found


class _Pairs:
    """Who lies within reach of what: searched once for the longest way asked for and cut for the shorter ones, on
    the streets and, by `bus`, on the streets with the rides of the timetable."""

    def __init__(self, homes: Homes, rows: Sequence[Spot], node: Ints) -> None:
        self._homes, self._node = homes, node
        self._at = np.array([row.lat for row in rows]), np.array([row.lng for row in rows])
        self._widest: dict[int, tuple[int, Pairs]] = {}

    def prepare(self, wishes: Iterable[Wish]) -> None:
        """The longest way first, so that every net is searched once."""
        for wish in sorted(wishes, key=lambda one: -one.mm_max):
            if _net(wish) not in self._widest:
                self.within(wish)

    def within(self, wish: Wish) -> Pairs:
        """The pairs of one way of going; a bus has a network of its own for each pace."""
        net = _net(wish)
        if net not in self._widest or wish.mm_max > self._widest[net][0]:
            self._widest[net] = wish.mm_max, self._search(wish.mm_max, net)
        widest, pairs = self._widest[net]
        return pairs if wish.mm_max == widest else spreading.nearer(pairs, wish.mm_max)

    def _search(self, mm_max: int, net: int) -> Pairs:
        demand = self._homes.demand
        network = travel.network_with_bus(net) if net else self._homes.network
        if network is None:
            return straight(*self._at, demand.lat, demand.lng, mm_max)
        return search.within(network, self._node, mm_max)

    def car_fits(self) -> bool:
        reached = self._homes.network.nodes if self._homes.network else len(self._homes.demand.node)
        return len(self._node) * reached <= CAR_PAIRS_MAX

    def has_bus(self) -> bool:
        return travel.network_with_bus(1) is not None


def _net(wish: Wish) -> int:
    """0: the streets alone; else the streets with the bus, for this pace."""
    return wish.metres if wish.bus else 0


def _profiles(
    paces: Mapping[Stage, Pace], days: Sequence[Day], pairs: _Pairs
) -> dict[tuple[Layer, Stage], Profile]:
    free, home = areas.free_times(), areas.home_times()
    possible = _possible(pairs)
    pairs.prepare(wish for layer, stage in possible for wish in wishes_of(layer, stage, paces))
    return {
        (layer, stage): profile_of(
            layer, stage, wishes_of(layer, stage, paces), pairs.within, days,
            scenarios.free_of(free[stage].school_day_from, free[stage].other_day_from),
            scenarios.by_month(home[stage]),
        )
        for layer, stage in possible
    }  # fmt: skip


def _possible(pairs: _Pairs) -> list[tuple[Layer, Stage]]:
    """Without a timetable nobody goes by bus; with too many places cars are not worked out."""
    left_out = {
        *(() if pairs.has_bus() else (Layer.BUS,)),
        *(() if pairs.car_fits() else (Layer.CAR,)),
    }
    return [(layer, stage) for layer in Layer if layer not in left_out for stage in STAGES_OF[layer]]


def _left_to_defaults() -> int:
    """How many stages go by hours the city has not set itself (or not for every month)."""
    home, free = areas.home_hours(), areas.free_times()
    return sum(home[stage].default or free[stage].default for stage in CHILD_STAGES)


def _settings(paces: Mapping[Stage, Pace]) -> dict[str, Any]:
    """The rules the study used, as they are kept with it."""
    home, free = areas.home_hours(), areas.free_times()
    return {
        "paces": {stage.value: _pace(paces[stage]) for stage in CHILD_STAGES},
        "home": {
            stage.value: {"by": [f"{at:%H:%M}" for at in one.by_month], "source": one.source}
            for stage, one in home.items()
        },
        "free": {
            stage.value: {
                "school": f"{one.school_day_from:%H:%M}", "other": f"{one.other_day_from:%H:%M}",
                "source": one.source,
            }
            for stage, one in free.items()
        },
    }  # fmt: skip


def _pace(pace: Pace) -> dict[str, Any]:
    return {
        "metres": pace.metres_per_minute, "minutes": pace.minutes_max, "source": pace.source,
        "cycle_metres": pace.cycle_metres_per_minute, "cycle_minutes": pace.cycle_minutes_max,
        "cycle_in_district": pace.cycle_in_district, "stay_in_district": pace.stay_in_district,
    }  # fmt: skip


def known_calendar(day: date) -> SchoolCalendar:
    """The long holidays in reach of a day: what chooses a scenario's weeks."""
    return spot_queries.calendar(Span(scenarios.Scenario.WEEK, scenarios.monday(day), 1))
