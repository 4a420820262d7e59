"""A whole year of the world, counted. No database: seconds for a seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rehearsal.world import SCHOOL_AGE, Bools, World

MONTHS = 12
OPEN_DAYS_MIN = 40  # a place that opens less than about weekly is not counted as one that stands ready


@dataclass(frozen=True, slots=True)
class Year:
    """Sums over all children (scaled), and the same for each month from April on."""

    visits: float
    visitors: float
    ready: float
    blank: float
    meals: float
    eaters: float
    missed: float
    informed: float
    visits_by_month: tuple[float, ...]
    meals_by_month: tuple[float, ...]


def play(world: World, *, days: int | None = None) -> Year:
    ground, scale = world.ground, world.children.scale
    visits, meals = np.zeros(MONTHS), np.zeros(MONTHS)
    went, ate = np.zeros(len(world.children), bool), np.zeros(len(world.children), bool)
    missed = 0
    for number in range(min(days or ground.days, ground.days)):
        day, month = world.day(number), (ground.day(number).month - 4) % MONTHS
        visits[month] += len(day.visits)
        meals[month] += len(day.meals)
        went[day.visits[:, 0]] = True
        ate[day.meals[:, 0]] = True
        missed += len(day.missed)
    ready = _ready(world)
    school = world.children.stage >= SCHOOL_AGE
    return Year(
        visits=float(visits.sum() * scale), visitors=float(went.sum() * scale), ready=float((ready & school).sum() * scale),
        blank=float((~ready & school).sum() * scale), meals=float(meals.sum() * scale), eaters=float(ate.sum() * scale),
        missed=float(missed * scale), informed=float((world.reached & school).sum() * scale),
        visits_by_month=tuple((visits * scale).tolist()), meals_by_month=tuple((meals * scale).tolist()),
    )  # fmt: skip


def _ready(world: World) -> Bools:
    """Children who can walk by themselves to a place for them that opens about weekly."""
    often = np.array([len(spot.hours) >= OPEN_DAYS_MIN and not spot.is_shop for spot in world.ground.spots])
    return np.asarray(world.alone[:, often].any(axis=1))
