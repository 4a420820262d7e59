"""spopt's MCLP: from distances and weights to the chosen sites, by the solver that is named."""

from __future__ import annotations

import numpy as np
import pulp
from common import measured
from spopt.locate import MCLP

FAR = 1e9


def prepare(weight, start, row, mm, radius, budget, **_):
    cost = np.full((len(weight), len(start) - 1), FAR)
    cost[row, np.repeat(np.arange(len(start) - 1), np.diff(start))] = mm
    return MCLP.from_cost_matrix(cost, weight, float(radius), p_facilities=int(budget))


def answer(model, solver, **_):
    made = (
        pulp.HiGHS(msg=False, gapRel=0) if str(solver) == "highs" else pulp.PULP_CBC_CMD(msg=False, gapRel=0)
    )
    model.solve(made)
    chosen = [site for site, variable in enumerate(model.fac_vars) if variable.varValue > 0.5]
    return {"chosen": np.array(chosen, np.int32)}


measured(prepare, answer)
