"""What if a place opened, closed, moved or changed its hours: only the points that notice are looked at again.

`prepare` once per study; then every question touches the points within reach of the place and nothing else, fast
enough to be asked while a pin is dragged. The answer is exactly what a new study would say (tests hold it so).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf, nan

import numpy as np
from numpy.typing import NDArray

from ibasho.rooms.reach.engine import fca, kernels, study
from ibasho.rooms.reach.engine.inputs import Demand, Places, Profile, Words
from ibasho.rooms.reach.engine.study import BLANKS, CellFigures, Found, Meetings
from ibasho.town.areas.engine.network import Pairs

NOBODY = -1
YES = 2  # study.answers
_NO_POINT = np.empty(0, np.int32)
_NO_MINUTES = np.empty(0, np.int16)


@dataclass(frozen=True, slots=True, eq=False)
class Pin:
    """A place that might be: `near` the Pairs of this one place on the streets, as far as the farthest way goes ·
    `open` uint64[W] · `verdict` uint8[S] of inputs.Verdict, by stage · `district` index, -1 unknown · `capacity`
    NaN where none is said · `purpose` bit set (all bits: it serves every purpose)."""

    near: Pairs
    open: Words
    verdict: NDArray[np.uint8]
    district: int = -1
    capacity: float = nan
    purpose: int = 0xFFFFFFFF
    school_hours: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """One stage as it is now. `starts`, `place`, `there` are its meetings by point (kernels.by_point)."""

    profile: Profile
    meetings: Meetings
    starts: NDArray[np.int64]
    place: NDArray[np.int32]
    there: NDArray[np.int16]
    says: NDArray[np.uint8]
    found: Found


@dataclass(frozen=True, slots=True, eq=False)
class Base:
    """A study kept ready to be asked. `figures` by profile · `share` float64[P] seats for each child who shares."""

    demand: Demand
    places: Places
    cells: int
    grounds: tuple[Ground, ...]
    figures: tuple[CellFigures, ...]
    share: NDArray[np.float64]
    head: NDArray[np.int32]
    after: NDArray[np.int32]
    purpose_bit: int
    weeks: int
    slots_min: float
    seats_min: float


@dataclass(frozen=True, slots=True, eq=False)
class Gain:
    """What would be different, cell by cell: K cells that notice, T stages in the order of the base's profiles.

    `cell` int32[K] · `reached` float64[T, K] more (or fewer) children reached · `half_hours` float64[T, K] more
    children × half-hours a week · `blank` float64[T, 5, K] the children by rules.layers.Blank as they then would be.
    """

    stages: tuple[int, ...]
    cell: NDArray[np.int32]
    reached: NDArray[np.float64]
    half_hours: NDArray[np.float64]
    blank: NDArray[np.float64]
    blank_change: NDArray[np.float64]

    @property
    def children(self) -> float:
        """Children newly reached, all stages and cells."""
        return float(self.reached.sum())

    @property
    def child_hours(self) -> float:
        """Children × hours a week that are new."""
        return float(self.half_hours.sum()) / 2

    @property
    def by_stage(self) -> dict[int, float]:
        return dict(zip(self.stages, self.reached.sum(axis=1).tolist(), strict=True))

    @property
    def by_blank(self) -> NDArray[np.float64]:
        """float64[5]: how the children by Blank change, all stages and cells; sums to nought."""
        return np.asarray(self.blank_change.sum(axis=(0, 2)))


def prepare(
    demand: Demand,
    places: Places,
    profiles: Sequence[Profile],
    cells: int,
    *,
    purpose_bit: int = study.WANTED_BY_ALL,
    weeks: int = 4,
    slots_min: float = 1,
    seats_min: float = 0,
) -> Base:
    """The study of one layer and purpose, kept with what is needed to change it."""
    met = [study.meet(demand, places, profile) for profile in profiles]
    load = study.load(demand, places, profiles, met)
    found = [
        study.run(
            demand, places, profile, purpose_bit=purpose_bit, weeks=weeks, slots_min=slots_min,
            seats_min=seats_min, meetings=near, load=load,
        )
        for profile, near in zip(profiles, met, strict=True)
    ]  # fmt: skip
    grounds = tuple(
        _ground(demand, places, profile, near, one)
        for profile, near, one in zip(profiles, met, found, strict=True)
    )
    figures = tuple(study.by_cell(one, demand, one.stage, cells) for one in found)
    share, (head, after) = fca.shares(places.capacity, load), study.chains(demand)
    return Base(
        demand, places, cells, grounds, figures, share, head, after, purpose_bit, weeks, slots_min, seats_min
    )


def _ground(demand: Demand, places: Places, profile: Profile, met: Meetings, found: Found) -> Ground:
    starts, place, there = kernels.by_point(met.first, met.point, met.minutes, len(demand.node))
    return Ground(profile, met, starts, place, there, study.answers(places, profile), found)


def added(base: Base, pin: Pin) -> Gain:
    """A place more."""
    return _changed(base, NOBODY, pin)


def removed(base: Base, place: int) -> Gain:
    """The place with this index closed for good."""
    return _changed(base, place, None)


def moved(base: Base, place: int, pin: Pin) -> Gain:
    """The place with this index as the pin has it: elsewhere, with other hours, for other ages."""
    return _changed(base, place, pin)


def rescheduled(
    base: Base,
    place: int,
    *,
    hours: Words | None = None,
    verdict: NDArray[np.uint8] | None = None,
    capacity: float | None = None,
) -> Gain:
    """The place with this index where it is, with other hours, verdicts (uint8[S]) or seats."""
    there = base.places
    pin = Pin(
        Pairs(np.zeros(2, np.int64), _NO_POINT, _NO_POINT),
        there.open[place] if hours is None else hours,
        there.verdict[:, place] if verdict is None else verdict,
        int(there.district[place]),
        float(there.capacity[place]) if capacity is None else capacity,
        int(there.purpose[place]),
        bool(there.school_hours[place]),
    )
    near = [_meetings_of(ground, place) for ground in base.grounds]
    if not pin.purpose & base.purpose_bit:
        near = [(_NO_POINT, _NO_MINUTES)] * len(near)
    return _together(base, place, pin, near)


Near = tuple[NDArray[np.int32], NDArray[np.int16]]


def _changed(base: Base, drop: int, pin: Pin | None) -> Gain:
    if pin is None or not pin.purpose & base.purpose_bit:
        return _together(base, drop, pin, [(_NO_POINT, _NO_MINUTES)] * len(base.grounds))
    point, mm = kernels.in_order(pin.near.point, pin.near.mm, len(base.head))
    near = Pairs(np.array([0, len(point)], np.int64), point, mm)
    return _together(base, drop, pin, [_meet(base, pin.district, near, ground) for ground in base.grounds])


def _meetings_of(ground: Ground, place: int) -> Near:
    span = slice(ground.meetings.first[place], ground.meetings.first[place + 1])
    return ground.meetings.point[span], ground.meetings.minutes[span]


def _meet(base: Base, district: int, near: Pairs, ground: Ground) -> Near:
    """The points within the minutes of the pin, as study.meet would have them."""
    ways = tuple(replace(way, pairs=near) for way in ground.profile.ways)
    found = study.meet_at(base.demand, ways, np.array([district], np.int32), base.head, base.after)
    return found.point, found.minutes


def _together(base: Base, drop: int, pin: Pin | None, near: Sequence[Near]) -> Gain:
    """`change` float64[C, T, 6]: by cell and stage the change of the children by Blank, and of their half-hours."""
    change = np.zeros((base.cells, len(base.grounds), BLANKS + 1))
    seen = np.zeros(base.cells, np.bool_)
    share = _share(base, pin, near)
    wanted = (base.places.purpose & np.uint32(base.purpose_bit)) != 0
    for at, (ground, (points, minutes)) in enumerate(zip(base.grounds, near, strict=True)):
        found, masks = ground.found, _masks(base, ground, pin)
        gone = _meetings_of(ground, drop)[0] if drop >= 0 and wanted[drop] else _NO_POINT
        kernels.change(
            gone, drop, points, minutes, masks, masks.any(axis=1), _answer(ground, pin) == YES, share,
            ground.starts, ground.place, ground.there, base.places.open, ground.profile.allowed,
            wanted, ground.says, base.share,
            found.words, found.flags, found.slots, found.seats, found.blank,
            base.demand.children[found.stage], base.demand.cell,
            float(base.slots_min * base.weeks), float(base.seats_min), at, change, seen,
        )  # fmt: skip
    return _gain(base, change, seen)


def _gain(base: Base, change: NDArray[np.float64], seen: NDArray[np.bool_]) -> Gain:
    cell = np.flatnonzero(seen).astype(np.int32)
    rows = change[cell].transpose(1, 2, 0)
    blank = rows[:, :BLANKS]
    before = np.stack([one.blank[:, cell] for one in base.figures])
    stages = tuple(ground.profile.stage for ground in base.grounds)
    return Gain(stages, cell, blank[:, 0], rows[:, BLANKS] / base.weeks, before + blank, blank)


def _masks(base: Base, ground: Ground, pin: Pin | None) -> Words:
    """uint64[M+1, W]: the pin's hours as this stage can use them with m minutes of way."""
    allowed = ground.profile.allowed
    return allowed & pin.open if pin else np.zeros_like(allowed)


def _answer(ground: Ground, pin: Pin | None) -> int:
    return (
        study.answer(int(pin.verdict[ground.profile.stage]), pin.school_hours, ground.profile) if pin else 0
    )


def _share(base: Base, pin: Pin | None, near: Sequence[Near]) -> float:
    """Seats for each child who would share the pin; endless where it states none."""
    if pin is None or base.seats_min <= 0:
        return inf
    load = sum(
        float(base.demand.children[ground.profile.stage][points].sum(dtype=np.float64))
        for ground, (points, _) in zip(base.grounds, near, strict=True)
        if _answer(ground, pin) == YES
    )
    return float(fca.shares(np.array([pin.capacity]), np.array([load]))[0])
