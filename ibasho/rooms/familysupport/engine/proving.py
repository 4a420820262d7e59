"""The best week, proven: first most visits served, then the fairest spread, then what is worth most.

Each stage is a linear program with a bound; what an earlier stage won is kept as fixed columns and full rows. At first each
stage is trusted to reach its bound in whole numbers, so that only the last needs whole numbers at all. Where that fails the
stages are gone through once more, each in whole numbers. What is not finished in time stands as not proven, with its bounds.
"""

from __future__ import annotations

import math
import time

import numpy as np

from ibasho.rooms.familysupport.engine import prices, whole
from ibasho.rooms.familysupport.engine.live import figures, no_prices, relaxed, searched, told
from ibasho.rooms.familysupport.engine.narrowing import Core, lawful, narrow
from ibasho.rooms.familysupport.engine.problem import NOBODY, Answer, Floats, Ints, Week
from ibasho.rooms.familysupport.engine.programme import Empty, Late, Programme, Solved
from ibasho.rooms.familysupport.engine.rows import Columns, columns, rows

SECONDS = 5.0
FIRST = (1e4, 100.0, 1.0)  # the first program weighs all three at once: from there each stage is a few steps
SAFE = 1e-4  # a bound this little below a whole number is that number


def prove(week: Week, seconds: float = SECONDS, start: Ints | None = None) -> Answer:
    """`start`: an answer that is known, of this very week (looked over; passed over where it is not lawful any more). Raises
    PinsClash. The same arrays give the same answer wherever the time is enough."""
    began = time.perf_counter()
    core = narrow(week)
    known = start if start is not None and lawful(week, start) else searched(core)
    search = Search(core, known, began + seconds)
    search.run()
    return told(core, search.best, search.bounds, prices=search.prices, seconds=time.perf_counter() - began)


class Search:
    """The best answer so far with the bounds of its three figures."""

    def __init__(self, core: Core, known: Ints, deadline: float) -> None:
        self.core, self.best, self.deadline = core, known, deadline
        self.bounds = relaxed(core, known)
        self.prices = no_prices()
        self.columns = columns(core)
        self.costs = _costs(core, self.columns)

    def run(self) -> None:
        """Stops where all is proven or the time is over."""
        if not self.core.pairs:
            self.prices = prices.by_half_hour(self.core, np.ones(0), self.columns)
            return
        try:
            programme = self._programme()
            programme.solve(sum(weight * cost for weight, cost in zip(FIRST, self.costs, strict=True)))
            if not self._trusting(programme):
                self._stepping(self._programme())
        except Late:
            return

    def _programme(self) -> Programme:
        high = np.ones(self.columns.size)
        high[self.columns.missing :] = 0.0
        return Programme(rows(self.core, self.columns), high, self.deadline)
