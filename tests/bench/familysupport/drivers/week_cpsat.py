"""The same week for OR-tools' CP-SAT: the same sets of which at most one can be, the same limits, the three stages in one
sum with weights that keep them apart. It runs in a venv of its own; it stops when `seconds` are over, model included."""

from __future__ import annotations

import sys
import time

import numpy as np
from ortools.sat.python import cp_model


def main() -> None:
    with np.load(sys.argv[1], allow_pickle=False) as found:
        given = {name: found[name] for name in found.files}
    began = time.perf_counter()
    model, pairs, weight = build(**given)
    built = time.perf_counter()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = int(given["workers"])
    solver.parameters.max_time_in_seconds = max(0.1, float(given["seconds"]) - (built - began))
    status = solver.solve(model)
    some = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    chosen = [at for at, one in enumerate(pairs) if some and solver.boolean_value(one)]
    bound = np.floor(solver.best_objective_bound / weight + 1) if some else np.inf
    np.savez(
        sys.argv[2], prepare=built - began, run=time.perf_counter() - built, chosen=np.array(chosen, np.int64),
        served_bound=min(bound, len(given["asked"])), proven=status == cp_model.OPTIMAL,
    )  # fmt: skip


def build(visit, worth, start, index, high, steps_from, step_provider, step_cost, provider, **_):
    """Rows `start`, `index` ≤ `high` over pairs; steps of each provider are used one after another."""
    model = cp_model.CpModel()
    pairs = [model.new_bool_var("") for _ in visit]
    for row in range(len(high)):
        members = [pairs[at] for at in index[start[row] : start[row + 1]].tolist()]
        if high[row] == 1:
            model.add_at_most_one(members)
        else:
            model.add(sum(members) <= int(high[row]))
    steps = [model.new_bool_var("") for _ in step_cost]
    for p in range(len(steps_from) - 1):
        mine = [pairs[at] for at in np.flatnonzero(provider == p).tolist()]
        if mine:
            model.add(sum(mine) == sum(steps[steps_from[p] : steps_from[p + 1]]))
    fair = int(worth.max(initial=0)) * (int(visit.max(initial=0)) + 1) + 1
    most = fair * int(step_cost.sum()) + fair
    model.maximize(
        sum((most + int(w)) * one for w, one in zip(worth, pairs, strict=True))
        - sum(fair * int(c) * one for c, one in zip(step_cost, steps, strict=True))
    )
    return model, pairs, most


if __name__ == "__main__":
    main()
