"""The best week, proven: first most visits served, then the fairest spread, then what is worth most.

Each stage is a linear program with a bound; what an earlier stage won is kept as fixed columns and full rows. At first each
stage is trusted to reach its bound in whole numbers, so that only the last needs whole numbers at all. Where that fails the
stages are gone through once more, each in whole numbers. What is not finished in time stands as not proven, with its bounds.
"""

from __future__ import annotations

import math
import time
from dataclasses import replace

import numpy as np

from ibasho.rooms.familysupport.engine import whole
from ibasho.rooms.familysupport.engine.checking import breaches
from ibasho.rooms.familysupport.engine.live import figures, no_prices, relaxed, searched, told
from ibasho.rooms.familysupport.engine.narrowing import Core, Long, narrow
from ibasho.rooms.familysupport.engine.prices import by_half_hour
from ibasho.rooms.familysupport.engine.problem import NOBODY, Answer, Floats, Ints, Week
from ibasho.rooms.familysupport.engine.programme import Empty, Late, Programme, Solved
from ibasho.rooms.familysupport.engine.rows import Columns, columns, rows

SECONDS = 5.0
FIRST = (1e4, 100.0, 1.0)  # the first program weighs all three at once: from there each stage is a few steps
SPREAD, WORTH = 1, 2  # the stages
A_LITTLE = 1e-3  # of a pair of hands: so little that no price changes by it
SAFE = 1e-4  # a bound this little below a whole number is that number


def prove(week: Week, seconds: float = SECONDS, start: Ints | None = None) -> Answer:
    """`start`: an answer that is known, of this very week (looked over; passed over where it is not lawful any more). Raises
    PinsClash. The same arrays give the same answer wherever the time is enough."""
    began = time.perf_counter()
    core = narrow(week)
    known = start if start is not None and _obeys(week, start) else searched(core)
    search = Search(core, known)
    search.run(time.perf_counter() + seconds)
    return told(core, search.best, search.bounds, prices=search.prices, seconds=time.perf_counter() - began)


class Search:
    """The best answer so far; `bounds` of its served, spread and worth, each beside what the figures before it are."""

    def __init__(self, core: Core, known: Ints) -> None:
        self.core, self.best, self._deadline = core, known, 0.0
        self.prices = no_prices()
        self._columns = columns(core)
        self._rows = rows(core, self._columns)
        self._costs = _costs(core, self._columns)
        self._proven: list[int] = []

    @property
    def bounds(self) -> tuple[int, int, int]:
        """A stage's bound says something about an answer that reaches the bounds before it."""
        found = list(relaxed(self.core, self.best))
        for stage, bound in enumerate(self._proven):
            found[stage] = self._told(stage, bound)
            if figures(self.core.week, self.best)[stage] != found[stage]:
                break
        return found[0], found[1], found[2]

    def run(self, deadline: float) -> None:
        """Stops where all is proven or the time is over (time.perf_counter())."""
        self._deadline = deadline
        if not self.core.pairs:
            self.prices = by_half_hour(self.core, self._columns, np.empty(0))
            self._proven = [0, 0, 0]
            return
        try:
            if not self._trusting(self._programme()):
                self._stepping(self._programme())
        except Late:
            return

    def _programme(self) -> Programme:
        """Solved once with all three stages weighed, and with a little of one more pair of hands."""
        programme = Programme(self._rows, np.ones(self._columns.size), self._deadline)
        programme.widen(self._missing, A_LITTLE)
        programme.solve(np.array(FIRST) @ np.array(self._costs))
        return programme

    @property
    def _missing(self) -> Long:
        return np.arange(self._columns.missing, self._columns.size)

    def _solved(self, programme: Programme, stage: int, cost: Floats) -> Solved:
        """The first stage gives the prices as well: what that little of one more pair of hands brings, visit by visit."""
        found = programme.solve(cost)
        if stage == 0:
            hands = np.maximum(found.reduced[self._missing], 0.0)
            self.prices = by_half_hour(self.core, self._columns, hands)
            programme.widen(self._missing, 0.0)
            found = replace(found, bound=found.bound - A_LITTLE * float(hands.sum()))
        return found

    def _trusting(self, programme: Programme) -> bool:
        """All stages as if each reached its bound. False where the last has no answer in whole numbers."""
        self._proven = []
        try:
            for stage, cost in enumerate(self._costs):
                solved = self._solved(programme, stage, cost)
                self._proven.append(self._whole_bound(stage, solved))
                if stage != WORTH:
                    programme.keep(solved, cost, self._proven[stage])
            known = self._vector(self.best) if self._reaches_all() else None
            found = whole.best(programme, cost, known, solved)
        except Empty:
            self._proven = self._proven[:1]
            return False
        self._heard(cost, found)
        return True

    def _stepping(self, programme: Programme) -> None:
        """Each stage in whole numbers, from the best answer so far."""
        self._proven = []
        for stage, cost in enumerate(self._costs):
            solved = self._solved(programme, stage, cost)
            bound = self._whole_bound(stage, solved)
            self._proven.append(bound)
            known = self._vector(self.best)
            if round(float(cost @ known)) < bound:
                found = whole.best(programme, cost, known, solved)
                self._heard(cost, found)
            programme.keep(solved, cost, round(float(cost @ self._vector(self.best))))

    def _heard(self, cost: Floats, found: whole.Found) -> None:
        """An answer of the last stage that was solved; it obeys the stages before."""
        if found.bound < np.inf:
            self._proven[-1] = min(self._proven[-1], math.floor(found.bound + SAFE))
        if found.x is not None:
            self.best = self._assigned(found.x)

    def _reaches_all(self) -> bool:
        """Whether the best answer so far serves as many, as fairly, as can be."""
        return all(
            self._told(stage, bound) == figures(self.core.week, self.best)[stage]
            for stage, bound in enumerate(self._proven[:WORTH])
        )

    def _whole_bound(self, stage: int, solved: Solved) -> int:
        """Whole numbers only; and the spread is odd or even as the visits are."""
        bound = math.floor(solved.bound + SAFE)
        return bound - (bound + self._proven[0]) % 2 if stage == SPREAD else bound

    def _told(self, stage: int, bound: int) -> int:
        """A bound of the open pairs as one of the week."""
        pinned = int((self.core.week.pinned != NOBODY).sum())
        return (pinned + bound, int((self.core.load**2).sum()) - bound, self.core.pinned_worth + bound)[stage]

    def _assigned(self, x: Floats) -> Ints:
        chosen = np.flatnonzero(x[: self.core.pairs] > 0.5)
        provider_of = self.core.week.pinned.copy()
        provider_of[self.core.visit[chosen]] = self.core.provider[chosen]
        return provider_of

    def _vector(self, provider_of: Ints) -> Floats:
        core, of = self.core, self._columns
        x = np.zeros(of.size)
        x[: core.pairs] = provider_of[core.visit] == core.provider
        jobs = np.bincount(core.provider, x[: core.pairs], minlength=core.week.providers)
        first = np.searchsorted(of.step_provider, np.arange(core.week.providers))
        number = np.arange(len(of.step_provider)) - first[of.step_provider]
        x[of.pairs : of.missing] = number < jobs[of.step_provider]
        return x


def _obeys(week: Week, start: Ints) -> bool:
    """Whether the pins stand in it and nothing is wrong with it."""
    pinned = week.pinned != NOBODY
    return (
        len(start) == week.visits
        and bool(np.all(start[pinned] == week.pinned[pinned]))
        and not breaches(week, start)
    )


def _costs(core: Core, of: Columns) -> tuple[Floats, Floats, Floats]:
    """Served, spread and worth of each column; more is better."""
    served, spread, worth = np.zeros(of.size), np.zeros(of.size), np.zeros(of.size)
    served[: of.pairs] = served[of.missing :] = 1.0
    spread[of.pairs : of.missing] = -of.step_cost
    worth[: of.pairs] = core.worth
    return served, spread, worth
