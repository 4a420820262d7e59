"""A year of children, without a database: who lives where, who wants to go, who can, where they go. Seeded.

The children are a sample of the ground's, drawn evenly over cells and ages, each standing for `scale` of them. One day is
drawn by itself from (seed, day): a rehearsal may begin, stop and go on anywhere and meets the same children.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ibasho.town.areas.rules.paces import DEFAULT_PACES, DETOUR
from ibasho.town.areas.stages import Stage
from rehearsal.assumptions import Values
from rehearsal.ground import STAGES, Ground, stage_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

EARTH_RADIUS_M = 6_371_008.8
FAR_M = 3_000  # so far somebody at home takes a child along
CAR_M_PER_MINUTE = 300
WEEK = 7
SCHOOL_AGE = 1  # of STAGES: from here on children eat with a ticket of their own
WANT = tuple(f"want_{stage.value}" for stage in STAGES)


@dataclass(frozen=True, slots=True)
class Children:
    """One row for each sampled child. `scale`: how many children one stands for."""

    cell: Ints
    age: Ints
    stage: Ints
    scale: float

    def __len__(self) -> int:
        return len(self.cell)


@dataclass(frozen=True, slots=True)
class Day:
    """Pairs (child, spot) of one day: who went where, who ate at which shop, and children who found no ticket."""

    number: int
    visits: Ints
    meals: Ints
    missed: Ints


def sampled(ground: Ground, size: int, seed: int) -> Children:
    """At most `size` children, evenly over cells and ages: every `scale`-th from a random beginning."""
    counts = ground.by_age.ravel()
    total = int(counts.sum())
    size = min(size, total)
    start = np.random.default_rng([seed, 1]).uniform()
    places = np.floor((start + np.arange(size)) * total / size).astype(np.int64)
    found = np.searchsorted(np.cumsum(counts), places, side="right")
    cell, age = np.divmod(found, ground.by_age.shape[1])
    return Children(cell, age, stage_of(age), total / size)


class World:
    """`informed`: the share of school districts whose homes get hand-outs; `tickets`: how many times as many as now."""

    def __init__(
        self,
        ground: Ground,
        values: Values,
        *,
        seed: int,
        size: int,
        informed: float = 0.0,
        tickets: float = 1.0,
    ) -> None:
        self.ground, self.values, self.seed, self.tickets = ground, values, seed, tickets
        self.children = sampled(ground, size, seed)
        self._weeks: dict[int, dict[int, tuple[Ints, Ints]]] = {}
        self._informed = max(informed, values["schools_reached"])
        shops = np.array([spot.is_shop for spot in ground.spots], dtype=bool)
        self.shops, self.spots = np.flatnonzero(shops), np.flatnonzero(~shops)

    def _rng(self, purpose: int, *more: int) -> np.random.Generator:
        return np.random.default_rng([self.seed, purpose, *more])

    @cached_property
    def reached(self) -> Bools:
        """Whose home gets the hand-outs: whole school districts, in an order of this seed."""
        names = sorted(set(self.ground.district))
        order = self._rng(2).permutation(len(names))
        got = {names[index] for index in order[: round(self._informed * len(names))]}
        return np.array([district in got for district in self.ground.district])[self.children.cell]

    @cached_property
    def knows(self) -> Bools:
        dice = self._rng(3).uniform(size=len(self.children))
        limit: Bools = dice < np.where(self.reached, self.values["known_with"], self.values["known_without"])
        return limit

    @cached_property
    def eager(self) -> Floats:
        """How often a child goes beside its age's mean; the mean over all is one."""
        spread = self.values["habit_spread"]
        return self._rng(4).lognormal(-spread * spread / 2, spread, len(self.children))

    @cached_property
    def minutes(self) -> Floats:
        """(children, spots) one way, by foot, bicycle or taken along; inf where out of reach or not for this age."""
        metres = self._metres()[self.children.cell]
        foot, limit = _of_stage("metres_per_minute"), _of_stage("minutes_max")
        by_foot = metres / foot[self.children.stage, None]
        out = np.where(by_foot <= limit[self.children.stage, None], by_foot, np.inf)
        self._by_bicycle(metres, out)
        along = self._rng(6).uniform(size=len(self.children)) < self.values["taken_along"]
        by_car = np.where((metres <= FAR_M) & along[:, None], metres / CAR_M_PER_MINUTE + 5, np.inf)
        return np.where(self._welcome(), np.minimum(out, by_car), np.inf)

    @cached_property
    def alone(self) -> Bools:
        """(children, spots) on foot, by oneself (with a parent for the smallest)."""
        metres = self._metres()[self.children.cell]
        foot, limit = _of_stage("metres_per_minute"), _of_stage("minutes_max")
        near: Bools = metres / foot[self.children.stage, None] <= limit[self.children.stage, None]
        return near & self._welcome()

    def _by_bicycle(self, metres: Floats, out: Floats) -> None:
        pace, limit = _of_stage("cycle_metres_per_minute"), _of_stage("cycle_minutes_max")
        rides = self._rng(5).uniform(size=len(self.children)) < self.values["bicycle"]
        rides &= pace[self.children.stage] > 0
        minutes = metres[rides] / pace[self.children.stage[rides], None]
        minutes[minutes > limit[self.children.stage[rides], None]] = np.inf
        out[rides] = np.minimum(out[rides], minutes)

    def _metres(self) -> Floats:
        """(cells, spots) along streets: the straight line × DETOUR, on a flat sheet."""
        spots, ground = self.ground.spots, self.ground
        lat, lng = np.array([one.lat for one in spots]), np.array([one.lng for one in spots])
        north = np.radians(ground.lat[:, None] - lat)
        east = np.radians(ground.lng[:, None] - lng) * np.cos(np.radians(ground.lat.mean()))
        return np.asarray(np.hypot(north, east) * (EARTH_RADIUS_M * DETOUR))

    def _welcome(self) -> Bools:
        table = np.array([[stage.value in spot.stages for spot in self.ground.spots] for stage in STAGES])
        found: Bools = table[self.children.stage]
        return found

    def day(self, number: int) -> Day:
        spots = self.spots[self._open(number)[self.spots]]
        rng = self._rng(7, number)
        visits = self._choose(rng, self._wanting(rng, number), spots)
        meals, missed = self._week(number - self.ground.day(number).weekday())[number]
        return Day(number, visits, meals, missed)

    def _open(self, number: int) -> Bools:
        return np.array([number in spot.hours for spot in self.ground.spots], dtype=bool)

    def _wanting(self, rng: np.random.Generator, number: int) -> Ints:
        a_week = np.array([self.values[code] for code in WANT])[self.children.stage]
        factor = self.values["holiday_factor"] if self.ground.free[number] else 1.0
        chance = np.minimum(a_week * self.eager * factor / WEEK, 1) * self.knows
        return np.flatnonzero(rng.uniform(size=len(self.children)) < chance)

    def _eaters(self, rng: np.random.Generator) -> Ints:
        chance = np.minimum(self.values["meal_wish"] * 12 / 365 * self.eager, 1) * self.knows
        chance = chance * (self.children.stage >= SCHOOL_AGE)
        return np.flatnonzero(rng.uniform(size=len(self.children)) < chance)

    def _choose(self, rng: np.random.Generator, who: Ints, spots: Ints) -> Ints:
        """(n, 2) child and spot: nearer ones more likely; who can reach none stays at home."""
        if not len(who) or not len(spots):
            return np.zeros((0, 2), dtype=np.int64)
        away = self.minutes[np.ix_(who, spots)]
        taste = rng.gumbel(size=away.shape) - away / self.values["nearness"]
        goes = np.isfinite(away).any(axis=1)
        return np.column_stack([who[goes], spots[taste[goes].argmax(axis=1)]])

    def _week(self, monday: int) -> dict[int, tuple[Ints, Ints]]:
        """Who eats and who finds no ticket on each day of a week: first come, first served, from the week's tickets of
        each shop, as long as it has meals for the day."""
        if monday not in self._weeks:
            left = {int(spot): self._tickets(int(spot), monday) for spot in self.shops}
            days = range(max(monday, 0), min(monday + WEEK, self.ground.days))
            self._weeks = {monday: {number: self._eat(number, left) for number in days}}
        return self._weeks[monday]

    def _eat(self, number: int, left: dict[int, int]) -> tuple[Ints, Ints]:
        rng = self._rng(8, number)
        wishes = self._choose(rng, self._eaters(rng), self.shops[self._open(number)[self.shops]])
        served = np.zeros(len(wishes), dtype=bool)
        for row, spot in enumerate(wishes[:, 1].tolist()):
            served[row] = left[spot] > 0
            left[spot] -= left[spot] > 0
        return wishes[served], wishes[~served][:, 0]

    def _tickets(self, spot: int, monday: int) -> int:
        """Of a shop's week, in sampled children: the rest is rounded by chance, so that the year comes out right."""
        shop = self.ground.spots[spot]
        open_days = sum(day in shop.hours for day in range(monday, monday + WEEK))
        most = min(shop.meals_a_day * open_days, self.values["tickets_week"] * self.tickets)
        return int(most / self.children.scale + self._rng(9, monday + WEEK, spot).uniform())


def _of_stage(name: str) -> Floats:
    """One value of the city's paces for each stage; 0 where it has none."""
    return np.array([float(getattr(DEFAULT_PACES[Stage(stage)], name) or 0) for stage in STAGES])
