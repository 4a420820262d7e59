"""The small linear program of siting: one y per column, one θ per cluster of rows, and cuts (Benders).

Cordeau, Furini & Ljubić 2019, Benders decomposition for very large scale partial set covering and maximal covering
location problems (EJOR 275): the rows are never variables; what a cluster can bring is bounded by closed-form cuts.
One warm HiGHS model from the first round to the last branch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from ibasho.rooms.reach.engine.covering import Floats, Ints
from ibasho.rooms.reach.engine.narrowed import Narrowed
from ibasho.rooms.reach.engine.siting_kernels import Ground, cuts_at, led

CLUSTERS = 160
PATIENCE = 6
FORGET_AT_LEAST = 20
_Bare: Any = vars(highspy)["_Highs"]  # without its Python callbacks: they print a banner on standard output
_SLACK = int(highspy.HighsBasisStatus.kBasic)
_CLOSED = {highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kObjectiveBound}
VIOLATED = 1e-6  # a θ above its cut by this (θ of a mean cluster = 1)
FREE = -highspy.kHighsInf


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """`y` float64[c] · `theta` float64[K] (scaled) · `bound` weight (without the pins') · `reduced` float64[c]: how
    fast the bound falls when a y is moved off its end."""

    y: Floats
    theta: Floats
    bound: float
    reduced: Floats


class Master:
    """The program of one narrowed problem."""

    def __init__(self, small: Narrowed, pieces: int) -> None:
        """`pieces`: no cluster weighs much more than this part of all; more cut deeper, fewer solve faster."""
        self.small = small
        self.columns = len(small.name)
        ground = small.ground
        self._cluster, self.clusters, self._district = _clusters(small, pieces)
        self._owner, self._of, self._place = _entries(ground, self._cluster)
        self._ends = np.searchsorted(self._owner, np.arange(self.clusters + 1))
        weight = np.bincount(self._cluster, ground.weight, minlength=self.clusters).astype(np.float64)
        self.scale = self.clusters / max(float(ground.weight.sum()), 1e-300)
        self._lp = _program(self.columns, weight * self.scale)
        self._budget_rows()
        self._floor_rows()
        self._fixed_rows = self._lp.getNumRow()
        self._idle: Ints = np.empty(0, np.int32)

    def cut(self, at: Floats, against: Solved | None) -> int:
        """Add the cuts of the point `at` that `against` violates (all where None); how many."""
        ground = self.small.ground
        level, slope = cuts_at(
            ground.first, ground.column, self._place, ground.weight, self._cluster, self.clusters,
            len(self._of), at,
        )  # fmt: skip
        wanted = np.arange(self.clusters)
        if against is not None:
            top = level + np.bincount(self._owner, slope * against.y[self._of], minlength=self.clusters)
            wanted = np.flatnonzero(against.theta > top * self.scale + VIOLATED)
        if len(wanted):
            self._add(wanted, level * self.scale, slope * self.scale)
        return len(wanted)

    def solve(self) -> Solved | None:
        """None where no y is feasible, or none is worth `stop_below`. Raises ArithmeticError where HiGHS is lost."""
        if self._run() in _CLOSED:
            return None
        found = self._lp.getSolution()
        value = np.array(found.col_value)
        dual = np.array(found.col_dual)[: self.columns]
        bound = -self._lp.getInfo().objective_function_value / self.scale
        return Solved(value[: self.columns], value[self.columns :], bound, dual / self.scale)

    def _run(self) -> highspy.HighsModelStatus:
        """Warm; once more from cold where rounding has led it astray."""
        for _ in range(2):
            self._lp.run()
            status: highspy.HighsModelStatus = self._lp.getModelStatus()
            if status == highspy.HighsModelStatus.kOptimal or status in _CLOSED:
                return status
            self._lp.clearSolver()
        raise ArithmeticError(f"HiGHS: {self._lp.modelStatusToString(status)}")

    def stop_below(self, value: float) -> None:
        """A program whose bound falls to this weight need not be solved to its end."""
        self._lp.setOptionValue("objective_bound", -value * self.scale)

    def forget(self) -> None:
        """Drop the cuts that have been slack for `PATIENCE` rounds; kept, they would slow down every later round."""
        status = np.array([int(kind) for kind in self._lp.getBasis().row_status])[self._fixed_rows :]
        idle = np.zeros(len(status), np.int32)
        idle[: len(self._idle)] = self._idle
        idle = np.where(status == _SLACK, idle + 1, 0).astype(np.int32)
        gone = np.flatnonzero(idle > PATIENCE)
        if len(gone) > FORGET_AT_LEAST:
            self._lp.deleteRows(len(gone), (gone + self._fixed_rows).astype(np.int32))
            idle = np.delete(idle, gone)
        self._idle = idle

    def bind(self, low: Floats, high: Floats) -> None:
        """Bounds of all y, float64[c] each."""
        self._lp.changeColsBounds(self.columns, np.arange(self.columns, dtype=np.int32), low, high)

    def _add(self, wanted: NDArray[np.integer], level: Floats, slope: Floats) -> None:
        """θ_k − Σ slope_j y_j ≤ level_k for the wanted clusters, as rows of the program."""
        mine = np.zeros(self.clusters, np.bool_)
        mine[wanted] = True
        entry = np.flatnonzero(mine[self._owner] & (slope != 0.0))
        rank = np.cumsum(mine) - 1
        counts = np.bincount(rank[self._owner[entry]], minlength=len(wanted)) + 1
        ends = np.cumsum(counts)
        index = np.empty(ends[-1], np.int32)
        value = np.empty(ends[-1])
        index[ends - 1], value[ends - 1] = self.columns + wanted, 1.0
        others = np.ones(len(index), np.bool_)
        others[ends - 1] = False
        index[others], value[others] = self._of[entry], -slope[entry]
        starts = np.concatenate([[0], ends[:-1]]).astype(np.int32)
        self._lp.addRows(
            len(wanted), np.full(len(wanted), FREE), level[wanted], len(index), starts, index, value
        )

    def _budget_rows(self) -> None:
        ground = self.small.ground
        self._row(np.arange(self.columns), ground.cost, FREE, ground.budget)
        for groups, most in zip(ground.group, ground.most, strict=True):
            for group in np.unique(groups[groups >= 0]):
                members = np.flatnonzero(groups == group)
                if len(members) > most[group]:
                    self._row(members, np.ones(len(members)), FREE, float(most[group]))

    def _floor_rows(self) -> None:
        for district, least in enumerate(self.small.least):
            if least > 0:
                members = self.columns + np.flatnonzero(self._district == district)
                self._row(members, np.ones(len(members)), float(least) * self.scale, highspy.kHighsInf)

    def _row(self, members: NDArray[np.integer], values: Floats, low: float, high: float) -> None:
        self._lp.addRow(low, high, len(members), members.astype(np.int32), values)


def _program(columns: int, most: Floats) -> Any:
    """Minimise −Σθ over 0 ≤ y ≤ 1, 0 ≤ θ ≤ `most`; dual simplex, one thread, no presolve so that it stays warm."""
    lp = _Bare()
    for option, value in (
        ("output_flag", False), ("threads", 1), ("presolve", "off"), ("solver", "simplex"),
    ):  # fmt: skip
        lp.setOptionValue(option, value)
    size = columns + len(most)
    none = np.empty(0, np.int32)
    lp.addCols(
        size, np.concatenate([np.zeros(columns), np.full(len(most), -1.0)]), np.zeros(size),
        np.concatenate([np.ones(columns), most]), 0, none, none, np.empty(0),
    )  # fmt: skip
    return lp


def _clusters(small: Narrowed, pieces: int) -> tuple[Ints, int, Ints]:
    """The cluster of each row, their number, and the district of each cluster (no cluster has two)."""
    cluster, count = led(small.ground, float(small.ground.weight.sum()) / pieces, CLUSTERS)
    if not len(small.least):
        return cluster, count, np.full(count, -1, np.int32)
    both = cluster.astype(np.int64) * (len(small.least) + 1) + small.district + 1
    kinds, cluster = np.unique(both, return_inverse=True)
    return cluster.astype(np.int32), len(kinds), (kinds % (len(small.least) + 1) - 1).astype(np.int32)


def _entries(ground: Ground, cluster: Ints) -> tuple[NDArray[np.int64], Ints, Ints]:
    """The pairs (cluster, column) that meet, by cluster: both lists, and the pair of each entry of the rows."""
    columns = len(ground.cost)
    keys = np.repeat(cluster.astype(np.int64), np.diff(ground.first)) * columns + ground.column
    pairs, place = np.unique(keys, return_inverse=True)
    return pairs // columns, (pairs % columns).astype(np.int32), place.astype(np.int32)
