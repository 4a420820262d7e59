"""Small weeks, written by hand or drawn at random, and the best of one by trying everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import Any, NamedTuple

import numpy as np
from hypothesis import strategies as st

from ibasho.rooms.familysupport.engine.checking import breaches
from ibasho.rooms.familysupport.engine.live import figures
from ibasho.rooms.familysupport.engine.problem import NOBODY, Ints, Week

DAY = 1_440


class Asked(NamedTuple):
    """A visit and who is able: {provider: worth}."""

    day: int
    starts: float
    ends: float
    able: dict[int, int]


def ints(numbers: Sequence[int]) -> Ints:
    return np.array(numbers, np.int32)


def days(limits: Sequence[int]) -> Ints:
    """The same limit of a provider on each day: (m,) → (m, 7)."""
    return np.repeat(ints(limits)[:, None], 7, axis=1)


def week_of(asked: Sequence[Asked], providers: int, *, way: int = 0, **more: Any) -> Week:
    """Hours as on a clock. `way`: minutes between any two visits. Providers: no load, five a week, three a day."""
    pairs = [(i, p, worth) for i, one in enumerate(asked) for p, worth in sorted(one.able.items())]
    known = {
        "load": [0] * providers, "week_max": [5] * providers, "day_max": days([3] * providers),
        "pinned": [NOBODY] * len(asked), "busy_provider": [], "busy_starts": [], "busy_ends": [], **more,
    }  # fmt: skip
    return Week(
        starts=ints([int(one.day * DAY + one.starts * 60) for one in asked]),
        ends=ints([int(one.day * DAY + one.ends * 60) for one in asked]),
        mode=ints([0] * providers), gaps=np.full((1, len(asked), len(asked)), way, np.int32),
        pair_visit=ints([one[0] for one in pairs]), pair_provider=ints([one[1] for one in pairs]),
        pair_worth=ints([one[2] for one in pairs]), **{name: ints(numbers) for name, numbers in known.items()},
    )  # fmt: skip


@st.composite
def drawn(draw: st.DrawFn, *, visits: int = 5, providers: int = 3) -> Week:
    """Two days, half hours that often touch, ways of 0 to 40 minutes, caps that bite, some time taken already."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n, m = draw(st.integers(1, visits)), draw(st.integers(1, providers))
    starts = np.sort(rng.integers(0, 2, n) * DAY + 840 + rng.integers(0, 6, n) * 30)
    able = [(i, p, int(rng.integers(0, 5)) * 20) for i in range(n) for p in range(m) if rng.random() < 0.7]
    busy = rng.random(m) < 0.2
    begins = rng.integers(0, 2, m) * DAY + 840 + rng.integers(0, 4, m) * 30
    return Week(
        starts.astype(np.int32), (starts + rng.integers(1, 5, n) * 30).astype(np.int32),
        rng.integers(0, 2, m).astype(np.int32), (rng.integers(0, 5, (2, n, n)) * 10).astype(np.int32),
        rng.integers(0, 4, m).astype(np.int32), rng.integers(0, 4, m).astype(np.int32),
        rng.integers(0, 4, (m, 7)).astype(np.int32), ints([one[0] for one in able]), ints([one[1] for one in able]),
        ints([one[2] for one in able]), np.full(n, NOBODY, np.int32), np.flatnonzero(busy).astype(np.int32),
        begins[busy].astype(np.int32), (begins[busy] + 60).astype(np.int32),
    )  # fmt: skip


def by_trying_all(week: Week) -> tuple[int, int, int]:
    """(served, spread, worth) of the best lawful assignment that obeys the pins, stage after stage."""
    choices = [
        [pin] if pin != NOBODY else [NOBODY, *week.pair_provider[week.pair_visit == i].tolist()]
        for i, pin in enumerate(week.pinned.tolist())
    ]
    found = [figures(week, ints(one)) for one in product(*choices) if not breaches(week, ints(one))]
    return max(found, key=lambda one: (one[0], -one[1], one[2]))


def pin(week: Week, visit: int, provider: int) -> Week:
    pinned = week.pinned.copy()
    pinned[visit] = provider
    return replace(week, pinned=pinned)
