"""A week of family support as arrays, and what an answer says."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]
NOBODY = -1
WEEK_MINUTES, HALF_HOUR = 7 * 1_440, 30


@dataclass(frozen=True, slots=True)
class Week:
    """n visits, m providers, k pairs that are able, b times at which a provider is taken already (visits that
    stand: each counts for `day_max` of the day it begins, and is off `week_max` already).

    Minutes count from Monday 00:00 of the week (JST). `gaps[mode, i, j]`: minutes from where visit i ends to where visit j
    begins for a way of travelling; `mode[p]` chooses. Pairs are sorted by visit, then provider, and are unique.
    """

    starts: Ints  # (n,)
    ends: Ints  # (n,)
    mode: Ints  # (m,)
    gaps: Ints  # (modes, n, n)
    load: Ints  # (m,) visits of the last four weeks: what fairness counts on
    week_max: Ints  # (m,) visits this provider may still take this week
    day_max: Ints  # (m, 7) visits of each day of the week
    pair_visit: Ints  # (k,)
    pair_provider: Ints  # (k,)
    pair_worth: Ints  # (k,) 0–100: continuity, same school, near by
    pinned: Ints  # (n,) a provider, or NOBODY where the adviser has not said
    busy_provider: Ints  # (b,)
    busy_starts: Ints  # (b,)
    busy_ends: Ints  # (b,) with the way already added by the caller

    @property
    def visits(self) -> int:
        return len(self.starts)

    @property
    def providers(self) -> int:
        return len(self.mode)


@dataclass(frozen=True, slots=True)
class Answer:
    """Who takes which visit, and how far from the best it can be at most, stage by stage: `served` most, then `spread`
    (Σ over providers of (load + visits)²) least, then `worth` (Σ pair_worth) most. `spread_bound` is for as many as are
    served here, `worth_bound` for that and no more than this spread; `proven`: all three are reached."""

    provider_of: Ints  # (n,) a provider or NOBODY
    served: int
    served_bound: int
    spread: int
    spread_bound: int
    worth: int
    worth_bound: int
    proven: bool
    seconds: float
    prices: Floats  # (7, 48) what one more provider there would bring, in visits; zeros in a live answer
