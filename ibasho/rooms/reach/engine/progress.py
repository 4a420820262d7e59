"""The best answer so far and its bound, told to whoever listens."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import numpy as np

from ibasho.rooms.reach.engine.covering import Answer, Ints

EQUAL = 1e-7  # two values this close (relative) are the same: the linear programs are no sharper
TELL = 2e-4  # a gap must shrink by this to be worth telling


class Progress:
    """Keeps value ≤ bound, counts rounds, watches the time."""

    def __init__(self, asked: float, seconds: float, on_better: Callable[[Answer], None] | None) -> None:
        self.chosen: Ints | None = None
        self.value = -np.inf
        self.bound = np.inf
        self.rounds = 0
        self._asked = asked
        self._begun = perf_counter()
        self._seconds = seconds
        self._on_better = on_better
        self._told = (-np.inf, np.inf)

    @property
    def cutoff(self) -> float:
        """A branch bounded by this need not be looked into."""
        if self.chosen is None:
            return -np.inf
        return max(self.value * (1 + EQUAL), self.value / max(1e-12, 1 - self._asked))

    @property
    def gap(self) -> float:
        """How much better another choice could be at the most, as a share of it."""
        return 1.0 if self.chosen is None else (self.bound - self.value) / max(self.bound, 1e-300)

    @property
    def over(self) -> bool:
        """Proven as well as asked, or out of time."""
        return self.bound <= self.cutoff or self.late

    @property
    def late(self) -> bool:
        return perf_counter() - self._begun > self._seconds

    def better(self, chosen: Ints, value: float) -> None:
        if value > self.value:
            self.chosen, self.value = chosen, value
            self.bound = max(self.bound, value)
            self._tell()

    def tighter(self, bound: float) -> None:
        if bound < self.bound:
            self.bound = max(bound, self.value)
            self._tell()

    def proven(self) -> None:
        """Nothing above the cutoff is left."""
        if self.chosen is not None and self.bound <= self.value * (1 + EQUAL):
            self.bound = self.value

    def answer(self) -> Answer:
        assert self.chosen is not None
        spent = perf_counter() - self._begun
        return Answer(self.chosen, self.value, self.bound, self.rounds, spent, self._asked)

    def _tell(self) -> None:
        if self._on_better is None or self.chosen is None or not np.isfinite(self.bound):
            return
        value, bound = self._told
        if self.value > value or self.bound < bound - TELL * abs(self.bound):
            self._told = (self.value, self.bound)
            self._on_better(self.answer())
