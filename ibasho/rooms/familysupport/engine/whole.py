"""What of a stage is left to decide in whole numbers, given to HiGHS with nothing that is settled already."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from ibasho.rooms.familysupport.engine.problem import Floats
from ibasho.rooms.familysupport.engine.programme import Empty, Late, Programme, Solved, bare
from ibasho.rooms.familysupport.engine.rows import Rows

NEARLY = 1e-6
LESS_THAN_ONE = 0.99  # all that counts is whole


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """`x` float64[columns], or None where none came in time; nobody can exceed `bound`."""

    x: Floats | None
    bound: float


def is_whole(x: Floats) -> bool:
    return bool(np.abs(x - np.round(x)).max(initial=0.0) < NEARLY)


def best(programme: Programme, cost: Floats, known: Floats | None, solved: Solved) -> Found:
    """The most of `cost` in whole numbers. `known`: an answer to begin from; `solved`: the same without whole numbers, often
    enough already. Raises Empty where there is none, Late where no time is left."""
    if is_whole(solved.x):
        return Found(np.round(solved.x), solved.bound)
    free = np.flatnonzero(programme.high > programme.low)
    settled = np.where(programme.high > programme.low, 0.0, programme.low)
    left = programme.deadline - time.perf_counter()
    if left <= 0:
        raise Late
    model = _model(programme, cost, free, settled)
    model.setOptionValue("time_limit", left)
    if known is not None:
        start = highspy.HighsSolution()
        start.col_value = known[free]
        model.setSolution(start)
    model.run()
    if model.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        raise Empty
    info = model.getInfo()
    bound = float(cost @ settled) - info.mip_dual_bound
    if info.primal_solution_status != int(highspy.SolutionStatus.kSolutionStatusFeasible):
        return Found(None, bound)
    x = settled
    x[free] = np.round(np.array(model.getSolution().col_value))
    return Found(x, bound)


def _model(programme: Programme, cost: Floats, free: Any, settled: Floats) -> Any:
    """Settled columns are put into the sides of the rows; rows that nothing can break are left out."""
    place = np.full(len(cost), -1, np.int64)
    place[free] = np.arange(len(free))
    lp = highspy.HighsLp()
    lp.num_col_ = len(free)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = -cost[free], programme.low[free], programme.high[free]
    start, index, value, low, high = _rows(programme, place, settled)
    lp.num_row_ = len(low)
    lp.row_lower_, lp.row_upper_ = low, high
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = start, index, value
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(free)
    model = bare()
    for option, wanted in (
        ("output_flag", False), ("threads", 1), ("mip_rel_gap", 0.0), ("mip_abs_gap", LESS_THAN_ONE),
    ):  # fmt: skip
        model.setOptionValue(option, wanted)
    model.passModel(lp)
    return model


def _rows(programme: Programme, place: Any, settled: Floats) -> tuple[Any, Any, Any, Floats, Floats]:
    rows: Rows = programme.rows
    offset = rows.sums(settled)
    owner = np.repeat(np.arange(len(rows.low)), rows.lengths)
    live = place[rows.index] >= 0
    most = np.bincount(owner[live], np.maximum(rows.value[live], 0), minlength=len(rows.low)) + offset
    needed = (most > programme.row_high + NEARLY) | np.isfinite(programme.row_low)
    kept = np.flatnonzero(needed)
    entry = live & needed[owner]
    start = np.concatenate([[0], np.cumsum(np.bincount(owner[entry], minlength=len(needed))[kept])])
    index, value = place[rows.index[entry]], rows.value[entry]
    low, high = (programme.row_low - offset)[kept], (programme.row_high - offset)[kept]
    for cost, target in programme.demands:
        of = np.flatnonzero((cost != 0) & (place >= 0))
        start = np.append(start, start[-1] + len(of))
        index, value = np.concatenate([index, place[of]]), np.concatenate([value, cost[of]])
        low, high = np.append(low, target - cost @ settled), np.append(high, np.inf)
    return start.astype(np.int32), index.astype(np.int32), value, low, high
