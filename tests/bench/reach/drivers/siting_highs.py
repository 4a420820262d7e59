"""The same covering problem as a plain integer program for HiGHS, rows with the same sites merged beforehand."""

from __future__ import annotations

import highspy
import numpy as np
from common import measured


def prepare(weight, start, row, budget, **_):
    sites = len(start) - 1
    site = np.repeat(np.arange(sites, dtype=np.int32), np.diff(start))
    order = np.lexsort((site, row))
    first = np.searchsorted(row[order], np.arange(len(weight) + 1))
    weight, first, column = _merged(weight, first, site[order])
    return _program(sites, weight, first, column, float(budget))


def _merged(weight, first, column):
    classes = {}
    for at in range(len(weight)):
        key = column[first[at] : first[at + 1]].tobytes()
        if key:
            classes[key] = classes.get(key, 0.0) + weight[at]
    lists = [np.frombuffer(key, np.int32) for key in classes]
    ends = np.concatenate([[0], np.cumsum([len(one) for one in lists])])
    return np.array(list(classes.values())), ends, np.concatenate(lists)


def _program(sites, weight, first, column, budget):
    """max Σ w z, z_i ≤ Σ y of its sites, Σ y ≤ budget; y binary."""
    rows = len(weight)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = sites + rows, rows + 1
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = np.concatenate([np.zeros(sites), weight])
    model.col_lower_, model.col_upper_ = np.zeros(sites + rows), np.ones(sites + rows)
    model.row_lower_ = np.full(rows + 1, -highspy.kHighsInf)
    model.row_upper_ = np.concatenate([np.zeros(rows), [budget]])
    entries = np.diff(first) + 1
    starts = np.concatenate([[0], np.cumsum(entries)])
    index, value = np.empty(starts[-1], np.int32), np.full(starts[-1], -1.0)
    own = np.zeros(starts[-1], bool)
    own[starts[:-1]] = True
    index[own], value[own] = sites + np.arange(rows), 1.0
    index[~own] = column
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.concatenate([starts, [starts[-1] + sites]])
    model.a_matrix_.index_ = np.concatenate([index, np.arange(sites, dtype=np.int32)])
    model.a_matrix_.value_ = np.concatenate([value, np.ones(sites)])
    kinds = [highspy.HighsVarType.kInteger] * sites + [highspy.HighsVarType.kContinuous] * rows
    model.integrality_ = kinds
    return model, sites


def answer(made, **_):
    model, sites = made
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.passModel(model)
    solver.run()
    y = np.array(solver.getSolution().col_value)[:sites]
    return {"chosen": np.flatnonzero(y > 0.5).astype(np.int32)}


measured(prepare, answer)
