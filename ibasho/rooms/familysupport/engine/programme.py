"""The linear program of a week, one warm HiGHS model over all stages, and bounds that hold whatever HiGHS rounds.

A bound is worked out here from the prices of the rows (weak duality): wrong prices could only make it wider. After a stage,
`keep` holds what it won: a column that would cost more than the stage may lose is fixed, a row that must be full becomes an
equation. That says the same as one row "at least as much as before", but leaves a smaller program instead of a harder one.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from ibasho.rooms.familysupport.engine.problem import Floats
from ibasho.rooms.familysupport.engine.rows import Rows

bare: Any = vars(highspy)["_Highs"]  # without its Python callbacks: they print a banner on standard output
_LEAST_SECONDS = 0.01
VIOLATED = 1e-6
TINY = 1e-7
HARMLESS = 0.5  # what may be lost by many tiny columns together, where only whole numbers count


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """`x` float64[columns], `bound` of the cost nobody can exceed, `reduced` float64[columns] and `dual` float64[rows]:
    what a column or a full row is worth beyond what it asks."""

    x: Floats
    bound: float
    reduced: Floats
    dual: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """Bounds of the columns and the upper sides that are equations."""

    low: Floats
    high: Floats
    full: NDArray[np.bool_]

    @property
    def free(self) -> NDArray[np.bool_]:
        """The columns that are not settled."""
        return self.high > self.low

    def reaching(self, found: Solved, target: float) -> Sides:
        """What is left where at least `target` of the cost that `found` solved is wanted, in whole numbers: a column whose
        change costs more than may be lost stays, and so does a full row."""
        gap = found.bound - target + TINY
        low = np.where(self.free & (found.reduced > gap), self.high, self.low)
        high = np.where(self.free & (found.reduced < -gap), self.low, self.high)
        return Sides(low, high, self.full | (found.dual > gap))


class Late(Exception):
    """The time is over."""


class Empty(Exception):
    """Nothing satisfies all rows."""


class Programme:
    """Maximise `cost` · x with the rows and 0 ≤ x ≤ 1. `deadline` on time.perf_counter()."""

    def __init__(self, rows: Rows, high: Floats, deadline: float) -> None:
        self.rows, self.deadline = rows, deadline
        self.sides = Sides(np.zeros(len(high)), high, rows.low == rows.high)
        self.demands: list[tuple[Floats, float]] = []
        self._inside = np.empty(0, np.int64)  # the row of each row of the model; -1 - d: demand d
        self._model = self._begun()
        self._join(np.arange(rows.always))

    def solve(self, cost: Floats) -> Solved:
        """Raises Late or Empty. Rows that are violated join until none is."""
        model, size = self._model, len(cost)
        model.changeColsCost(size, np.arange(size, dtype=np.int32), -cost)
        while True:
            self._run()
            found = model.getSolution()
            x = np.array(found.col_value)
            missing = np.setdiff1d(
                np.flatnonzero(self.rows.sums(x) > self.rows.high + VIOLATED), self._inside
            )
            if not len(missing):
                return self._bounded(cost, x, -np.array(found.row_dual))
            self._join(missing)

    def keep(self, found: Solved, cost: Floats, target: float) -> None:
        """From now on only what reaches `target` of the cost that `found` solved; whole numbers are meant."""
        before, self.sides = self.sides, self.sides.reaching(found, target)
        self._tighten(np.flatnonzero(self.sides.full & ~before.full))
        rest = float(np.abs(found.reduced[self.sides.free]).sum())
        rest += float((np.abs(found.dual) * np.maximum(self.rows.high, 0))[~self.sides.full].sum())
        if found.bound - rest <= target - HARMLESS:
            self._demand(cost, target)

    def widen(self, columns: NDArray[np.integer], most: float) -> None:
        """Another upper bound for some columns."""
        self.sides.high[columns] = most
        self._tighten(np.empty(0, np.int64))

    @property
    def row_low(self) -> Floats:
        return np.where(self.sides.full, self.rows.high, self.rows.low)

    def _begun(self) -> Any:
        model = bare()
        for option, value in (
            ("output_flag", False), ("threads", 1), ("presolve", "off"), ("solver", "simplex"),
        ):  # fmt: skip
            model.setOptionValue(option, value)
        none = np.empty(0, np.int32)
        size = len(self.sides.high)
        model.addCols(size, np.zeros(size), self.sides.low, self.sides.high, 0, none, none, np.empty(0))
        return model

    def _run(self) -> None:
        left = self.deadline - time.perf_counter()
        if left < _LEAST_SECONDS:
            raise Late
        self._model.setOptionValue("time_limit", self._model.getRunTime() + left)
        self._model.run()
        status = self._model.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Empty
        if status != highspy.HighsModelStatus.kOptimal:
            raise Late

    def _join(self, rows: NDArray[np.integer]) -> None:
        """These rows stand in the model from now on."""
        start, index, value = self.rows.of(rows)
        self._model.addRows(
            len(rows), self.row_low[rows], self.rows.high[rows], len(index), start[:-1].astype(np.int32), index, value
        )  # fmt: skip
        self._inside = np.concatenate([self._inside, rows])

    def _demand(self, cost: Floats, target: float) -> None:
        """The whole sum as a row of its own."""
        index = np.flatnonzero(cost).astype(np.int32)
        self._model.addRow(target, np.inf, len(index), index, cost[index])
        self._inside = np.append(self._inside, -1 - len(self.demands))
        self.demands.append((cost, target))

    def _tighten(self, rows: NDArray[np.integer]) -> None:
        """Tell the model the bounds of all columns and of the rows that are equations now."""
        size = len(self.sides.high)
        self._model.changeColsBounds(size, np.arange(size, dtype=np.int32), self.sides.low, self.sides.high)
        self._join(np.setdiff1d(rows, self._inside))
        at = np.flatnonzero(np.isin(self._inside, rows))
        for place in at.tolist():
            row = self._inside[place]
            self._model.changeRowBounds(place, self.rows.high[row], self.rows.high[row])

    def _bounded(self, cost: Floats, x: Floats, prices: Floats) -> Solved:
        """Prices of the model's rows made right: none where the row has no such side."""
        dual = np.zeros(len(self.rows.high))
        known = self._inside >= 0
        dual[self._inside[known]] = prices[known]
        dual[(dual < 0) & np.isinf(self.row_low)] = 0.0
        bound = float(np.where(dual > 0, self.rows.high, np.where(dual < 0, self.row_low, 0.0)) @ dual)
        reduced = cost - self.rows.weighed(dual, len(cost))
        for price, demand in zip(prices[~known], self._inside[~known], strict=True):
            against, target = self.demands[-1 - demand]
            bound += min(price, 0.0) * target
            reduced = reduced - min(price, 0.0) * against
        bound += float(np.maximum(reduced * self.sides.low, reduced * self.sides.high).sum())
        return Solved(x, bound, reduced, dual)
