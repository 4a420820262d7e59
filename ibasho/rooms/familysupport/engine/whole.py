"""What of a stage is left to decide in whole numbers, given to HiGHS with nothing that is settled already."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from ibasho.rooms.familysupport.engine.problem import Floats
from ibasho.rooms.familysupport.engine.programme import Empty, Late, Programme, Sides, Solved, bare
from ibasho.rooms.familysupport.engine.rows import Rows

NEARLY = 1e-6
WIDTH, SHARES = 2.0, (2e-4, 2e-3)  # how far below the bound is looked first
FEASIBLE = int(highspy.SolutionStatus.kSolutionStatusFeasible)
LESS_THAN_ONE = 0.99  # all that counts is whole


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """`x` float64[columns], None where there is none; nobody can exceed `bound`."""

    x: Floats | None
    bound: float


NONE = Found(None, np.inf)


def is_whole(x: Floats) -> bool:
    return bool(np.abs(x - np.round(x)).max(initial=0.0) < NEARLY)


def best(programme: Programme, cost: Floats, known: Floats | None, solved: Solved) -> Found:
    """The most of `cost` in whole numbers. `solved`: the same without whole numbers, often enough already; `known`: an answer
    to begin from. At first only what lies close below the bound is looked at: an answer found there is the best of all.
    Raises Empty where there is none, Late where no time is left."""
    if is_whole(solved.x):
        return Found(np.round(solved.x), solved.bound)
    lowest = -np.inf if known is None else float(cost @ known)
    bound = math.floor(solved.bound + NEARLY)
    for width in (*(max(WIDTH, share * abs(bound)) for share in SHARES), np.inf):
        target = max(bound - width, lowest)
        found = _within(programme, programme.sides.reaching(solved, target), cost, known)
        if found.x is not None and cost @ found.x >= target - NEARLY:
            return found
        if target == lowest:
            break
    if found is NONE:
        raise Empty
    return found


def _within(programme: Programme, sides: Sides, cost: Floats, known: Floats | None) -> Found:
    """What HiGHS finds between these sides; NONE where there is nothing."""
    left = programme.deadline - time.perf_counter()
    if left <= 0:
        raise Late
    free = np.flatnonzero(sides.free)
    settled = np.where(sides.free, 0.0, sides.low)
    model = _model(programme, sides, cost, settled)
    model.setOptionValue("time_limit", left)
    if known is not None and np.all((known >= sides.low) & (known <= sides.high)):
        start = highspy.HighsSolution()
        start.col_value = known[free]
        model.setSolution(start)
    model.run()
    status = model.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return NONE
    done = status == highspy.HighsModelStatus.kOptimal
    if not done and model.getInfo().primal_solution_status != FEASIBLE:
        raise Late
    x = settled
    x[free] = np.round(np.array(model.getSolution().col_value))
    return Found(x, float(cost @ x) if done else np.inf)


def _model(programme: Programme, sides: Sides, cost: Floats, settled: Floats) -> Any:
    """Settled columns are put into the sides of the rows; rows that nothing can break are left out."""
    free = np.flatnonzero(sides.free)
    place = np.full(len(cost), -1, np.int64)
    place[free] = np.arange(len(free))
    lp = highspy.HighsLp()
    lp.num_col_ = len(free)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = -cost[free], sides.low[free], sides.high[free]
    start, index, value, low, high = _rows(programme, sides, place, settled)
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


def _rows(
    programme: Programme, sides: Sides, place: Any, settled: Floats
) -> tuple[Any, Any, Any, Floats, Floats]:
    rows: Rows = programme.rows
    offset = rows.sums(settled)
    owner = np.repeat(np.arange(len(rows.low)), rows.lengths)
    live = place[rows.index] >= 0
    most = np.bincount(owner[live], np.maximum(rows.value[live], 0), minlength=len(rows.low)) + offset
    row_low = np.where(sides.full, rows.high, rows.low)
    needed = (most > rows.high + NEARLY) | np.isfinite(row_low)
    kept = np.flatnonzero(needed)
    entry = live & needed[owner]
    start = np.concatenate([[0], np.cumsum(np.bincount(owner[entry], minlength=len(needed))[kept])])
    index, value = place[rows.index[entry]], rows.value[entry]
    low, high = (row_low - offset)[kept], (rows.high - offset)[kept]
    for cost, target in programme.demands:
        of = np.flatnonzero((cost != 0) & (place >= 0))
        start = np.append(start, start[-1] + len(of))
        index, value = np.concatenate([index, place[of]]), np.concatenate([value, cost[of]])
        low, high = np.append(low, target - cost @ settled), np.append(high, np.inf)
    return start.astype(np.int32), index.astype(np.int32), value, low, high
