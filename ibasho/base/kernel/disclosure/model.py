"""A warm linear program: many questions to one system of rows."""

from __future__ import annotations

from typing import Any

import highspy
import numpy as np

from ibasho.base.kernel.disclosure.knowledge import Floats

bare: Any = vars(highspy)["_Highs"]  # without its Python callbacks: they print a banner on standard output


class Impossible(Exception):
    """No figures satisfy all rows."""


class Model:
    """Minimise cost · x with low ≤ x ≤ high and the rows; every column is bounded."""

    def __init__(self, low: Floats, high: Floats, rows: list[tuple[dict[int, int], float, float]]) -> None:
        self.size = len(low)
        self._all = np.arange(self.size, dtype=np.int32)
        self._model = bare()
        for option, value in (
            ("output_flag", False), ("threads", 1), ("presolve", "off"), ("solver", "simplex"),
        ):  # fmt: skip
            self._model.setOptionValue(option, value)
        none = np.empty(0, np.int32)
        self._model.addCols(self.size, np.zeros(self.size), low, high, 0, none, none, np.empty(0))
        start = np.cumsum([0, *(len(inside) for inside, _least, _most in rows)], dtype=np.int32)
        index = np.array([one for inside, _least, _most in rows for one in inside], np.int32)
        times_of = np.array(
            [times for inside, _least, _most in rows for times in inside.values()], np.float64
        )
        least, most = (np.array([row[side] for row in rows], np.float64) for side in (1, 2))
        self._model.addRows(len(rows), least, most, len(index), start[:-1], index, times_of)

    def solve(self, cost: Floats) -> Floats:
        """x float64[columns]. Raises Impossible."""
        self._model.changeColsCost(self.size, self._all, cost)
        self._model.run()
        status = self._model.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Impossible
        if status != highspy.HighsModelStatus.kOptimal:  # a basis gone bad: once more from nothing
            self._model.clearSolver()
            self._model.run()
            if self._model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                raise Impossible
        return np.array(self._model.getSolution().col_value)

    def bound(self, column: int, low: float, high: float) -> None:
        self._model.changeColBounds(column, low, high)
