"""The bound at the root: rounds of program and cuts, stabilised, each program's answer rounded to a real one.

Cuts are separated at the middle between the program's answer and a core point (in-out: Ben-Ameur & Neto 2007; Fischetti,
Ljubić & Sinnl 2017), which takes a fraction of the rounds that the answer itself would.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ibasho.rooms.reach.engine.covering import Floats
from ibasho.rooms.reach.engine.local_search import Search
from ibasho.rooms.reach.engine.master import Master, Solved
from ibasho.rooms.reach.engine.narrowed import Mask, Narrowed
from ibasho.rooms.reach.engine.progress import EQUAL, Progress

PIECES = 100
TAIL = 1e-5  # a round that lowers the bound by less (relative)
PATIENCE = 3  # … this often in a row ends the root


@dataclass(frozen=True, slots=True, eq=False)
class Relaxed:
    """`last` the last program's answer · `points` where cuts were made, newest last."""

    last: Solved
    points: list[Floats]


def relax(small: Narrowed, search: Search, progress: Progress) -> Relaxed | None:
    """None where the floors cannot be met even in fractions."""
    master = Master(small, PIECES)
    core = np.full(master.columns, min(1.0, small.ground.budget / float(small.ground.cost.sum())))
    points, flat, before = [core], 0, np.inf
    master.cut(core, None)
    while (solved := master.solve()) is not None:
        progress.rounds += 1
        master.forget()
        settle(small, search, solved, progress)
        progress.tighter(small.base + solved.bound)
        flat = flat + 1 if before - solved.bound < TAIL * abs(solved.bound) else 0
        core, before = (core + solved.y) / 2, solved.bound
        cut = cut_between(master, solved, core)
        if cut is None or flat >= PATIENCE or progress.over:
            return Relaxed(solved, points)
        points.append(cut)
    return None


def cut_between(master: Master, solved: Solved, core: Floats) -> Floats | None:
    """The point that gave cuts against this answer: the middle towards the core, or the answer itself; else None."""
    middle = (core + solved.y) / 2
    if master.cut(middle, solved):
        return np.asarray(middle, np.float64)
    return solved.y if master.cut(solved.y, solved) else None


def settle(small: Narrowed, search: Search, solved: Solved, progress: Progress) -> None:
    """Round the program's answer, swap from there, and keep it if it is the best so far."""
    if search.near(solved.y) and search.best is not None:
        progress.better(small.widened(search.best.chosen), small.base + search.best.value)


def fixed(small: Narrowed, solved: Solved, progress: Progress) -> tuple[Mask, Mask]:
    """Columns that no better answer has, and columns that every better answer has (reduced costs), bool[c] each."""
    room = solved.bound - (progress.value * (1 + EQUAL) - small.base)
    return (
        (solved.y < EQUAL) & (solved.reduced >= room),
        (solved.y > 1 - EQUAL) & (-solved.reduced >= room),
    )
