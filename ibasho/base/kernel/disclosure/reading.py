"""How narrowly the hidden cells are known. Every solution found widens what is known to be possible, so that only the
doubtful cells need linear programs of their own."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ibasho.base.kernel.disclosure.knowledge import Floats, Known
from ibasho.base.kernel.disclosure.model import Model

CLOSE = 1e-6
_GLANCES = 12


class Reader:
    """`low` and `high` float64[columns]: figures that were seen to be possible. Raises Impossible at the first question."""

    def __init__(self, knows: Known, low: Floats, high: Floats) -> None:
        self._model = Model(low, high, list(knows.rows))
        self.low, self.high = np.full(len(low), np.inf), np.full(len(low), -np.inf)

    def see(self, x: Floats) -> None:
        self.low, self.high = np.minimum(self.low, x), np.maximum(self.high, x)

    def narrow(self, columns: Iterable[int], need: float) -> list[int]:
        """Those not yet seen to be as wide as `need`."""
        return [one for one in columns if self.high[one] - self.low[one] < need - CLOSE]

    def glance(self, columns: Iterable[int], need: float) -> None:
        """A few programs that move many cells at once; the same ones every time."""
        left = list(columns)
        for at in range(_GLANCES):
            left = self.narrow(left, need)
            if not left:
                return
            cost = np.zeros(self._model.size)
            signs = np.ones(len(left)) if at < 2 else np.cos(np.arange(len(left)) * (1.7 + at // 2))
            cost[left] = signs if at % 2 else -signs
            self.see(self._model.solve(cost))

    def span(self, column: int) -> tuple[int, int]:
        """The whole numbers it may be: least and most."""
        cost = np.zeros(self._model.size)
        for side in (1.0, -1.0):
            cost[column] = side
            self.see(self._model.solve(cost))
        return int(np.ceil(self.low[column] - CLOSE)), int(np.floor(self.high[column] + CLOSE))

    def free(self, column: int, low: float, high: float) -> None:
        """A cell that was shown is hidden from now on: what was possible stays so."""
        self._model.bound(column, low, high)
