"""Weeks drawn from a seed: a town of twelve quarters, families who ask before and after school, providers with their hours.

Made up, but shaped after what centres report: most visits begin about the end of lessons, last half an hour to three hours,
and most providers are free on some afternoons only. No figure of it is one of a real town.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ibasho.rooms.familysupport.engine.problem import NOBODY, Week

PACES = np.array([70.0, 200.0, 400.0])  # metres a minute: on foot, by bicycle, by car
SIDE, QUARTERS, SPREAD = 9_000.0, 12, 900.0  # metres
WINDING = 1.3  # streets beside the straight line
WAY_MINUTES_MAX = 10
CAPS, WIDE_CAPS = (1, 5), (2, 10)  # visits a week a provider takes at most
DAYS, DAY, NIGHT = 5, 1_440, 19 * 60
ABLE, MET = 0.75, 0.04  # shares: skills and wishes allow it; they have met the child
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """`minutes` int32[k] from each pair's provider to the visit; `order` int64[n], in which the visits were asked for."""

    week: Week
    minutes: NDArray[np.int32]
    order: NDArray[np.int64]


def drawn_week(seed: int, visits: int, providers: int, caps: tuple[int, int]) -> Week:
    """The same seed gives the same week."""
    return drawn(seed, visits, providers, caps).week


def drawn(seed: int, visits: int, providers: int, caps: tuple[int, int]) -> Drawn:
    """The week, and what an adviser with a telephone goes by."""
    dice = np.random.default_rng(seed)
    quarters = dice.uniform(0, SIDE, (QUARTERS, 2))
    starts, ends = _hours(dice, visits)
    begin = _somewhere(dice, quarters, visits)
    end = begin + dice.normal(0, SPREAD, (visits, 2))
    mode = dice.choice(3, providers, p=[0.25, 0.35, 0.4])
    home = _somewhere(dice, quarters, providers)
    minutes = np.ceil(_metres(home[None], begin[:, None]) * WINDING / PACES[mode])
    free = _free(dice, providers)[:, starts // DAY]
    able = (free[..., 0] <= starts % DAY).T & (free[..., 1] >= starts % DAY + ends - starts).T
    able &= (minutes <= WAY_MINUTES_MAX) & (dice.random((visits, providers)) < ABLE)
    near = 40 * (1 - minutes / WAY_MINUTES_MAX)
    worth = np.clip(
        40 * (dice.random((visits, providers)) < MET) + near + dice.integers(0, 15, near.shape), 0, 100
    )
    pair_visit, pair_provider = np.nonzero(able)
    gaps = np.ceil(_metres(end[:, None], begin[None]) * WINDING / PACES[:, None, None])
    none = np.empty(0)
    arrays = (
        starts, ends, mode, gaps, dice.poisson(4, providers), dice.integers(caps[0], caps[1] + 1, providers),
        np.repeat(dice.choice([1, 2, 3], providers, p=[0.3, 0.4, 0.3])[:, None], 7, axis=1), pair_visit, pair_provider,
        worth[pair_visit, pair_provider], np.full(visits, NOBODY), none, none, none,
    )  # fmt: skip
    week = Week(*(array.astype(np.int32) for array in arrays))
    return Drawn(week, minutes[pair_visit, pair_provider].astype(np.int32), dice.permutation(visits))


def _hours(dice: np.random.Generator, visits: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """A quarter before school, the others after it, thinning out towards the evening; by beginning."""
    morning = dice.random(visits) < 0.25
    begin = np.where(morning, 420 + dice.exponential(60, visits), 840 + dice.exponential(80, visits))
    length = np.where(
        morning, dice.choice([30, 45, 60, 90], visits), dice.choice([30, 60, 90, 120, 150, 180], visits)
    )
    begin = (np.minimum(begin, NIGHT - length) // 15 * 15).astype(np.int64) + dice.integers(
        0, DAYS, visits
    ) * DAY
    order = np.lexsort((length, begin))
    return begin[order], (begin + length)[order]


def _free(dice: np.random.Generator, providers: int) -> NDArray[np.int64]:
    """(providers, days, 2): of ten days one whole, one morning, four afternoons, four not at all."""
    kind = dice.random((providers, DAYS))
    noon = 780 + dice.integers(0, 4, kind.shape) * 30
    night = 1_020 + dice.integers(0, 5, kind.shape) * 30
    begins = np.where(kind < 0.2, 420, np.where(kind < 0.6, noon, 0))
    ends = np.where(kind < 0.1, 780, np.where(kind < 0.6, night, 0))
    return np.stack([begins, ends], axis=-1)


def _somewhere(dice: np.random.Generator, quarters: Floats, count: int) -> Floats:
    found: Floats = quarters[dice.integers(0, QUARTERS, count)] + dice.normal(0, SPREAD, (count, 2))
    return found


def _metres(one: Floats, other: Floats) -> Floats:
    away = one - other
    found: Floats = np.hypot(away[..., 0], away[..., 1])
    return found
