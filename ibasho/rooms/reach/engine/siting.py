"""The best places to open: a good answer within a second with its proven bound, then tightened until proven.

Four steps, each in a file of its own: rows with the same columns are merged (`narrowed`), greedy, swaps and kicks give
a good answer (`local_search`), a small linear program with cuts bounds every answer (`relaxing`), and what the bound
leaves open is searched (`branching`). Sources: Cordeau, Furini & Ljubić 2019; Resende & Werneck 2007.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from ibasho.rooms.reach.engine.branching import Tree
from ibasho.rooms.reach.engine.covering import SLACK, Answer, Cause, Floors, Impossible, Limit, Problem, worth
from ibasho.rooms.reach.engine.local_search import Search
from ibasho.rooms.reach.engine.narrowed import Narrowed, narrowed, narrower
from ibasho.rooms.reach.engine.progress import Progress
from ibasho.rooms.reach.engine.relaxing import Relaxed, fixed, relax

__all__ = ["Answer", "Cause", "Floors", "Impossible", "Limit", "Problem", "solve", "worth"]

FIRST_KICKS = 40
MORE_KICKS = 100


def solve(
    problem: Problem,
    *,
    seconds: float = 60.0,
    gap: float = 0.0,
    on_better: Callable[[Answer], None] | None = None,
    seed: int = 0,
) -> Answer:
    """The most weight within the budget. Stops when proven within `gap` or after `seconds`, with the best so far.

    `on_better` hears every better answer and every tighter bound, the first with a bound as soon as there is one.
    The same problem and seed give the same answer (unless time ran out). Values are exact to a ten-millionth, the
    proof too. Raises `Impossible`.
    """
    _compile()
    small = narrowed(problem)
    progress = Progress(gap, seconds, on_better)
    if len(small.name):
        _choose(small, progress, seed)
    else:
        _only_pins(small, progress)
    return _finished(problem, progress)


@cache
def _compile() -> None:
    """The first question after an upgrade waits some seconds for the compiler; they are not taken from its `seconds`."""
    rows = np.array([0, 1, 1, 2, 2, 3], np.int32)
    small = narrowed(Problem(np.array([1.0, 2.0, 3.0, 4.0]), np.array([0, 2, 4, 6]), rows, 1.0))
    _choose(small, Progress(0.0, np.inf, None), 0)


def _choose(small: Narrowed, progress: Progress, seed: int) -> None:
    search = Search(small, seed)
    search.start(FIRST_KICKS)
    _keep(small, search, progress)
    relaxed = relax(small, search, progress)
    if relaxed is not None and not progress.over:
        search.kick(MORE_KICKS)
        _keep(small, search, progress)
        _prove(small, relaxed, progress, seed)


def _only_pins(small: Narrowed, progress: Progress) -> None:
    """Nothing is left to decide."""
    if (small.least <= SLACK).all():
        progress.better(small.widened(small.name), small.base)
    progress.tighter(progress.value)


def _keep(small: Narrowed, search: Search, progress: Progress) -> None:
    if search.best is not None:
        progress.better(small.widened(search.best.chosen), small.base + search.best.value)


def _prove(small: Narrowed, relaxed: Relaxed, progress: Progress, seed: int) -> None:
    """Search what the bound leaves open, without the columns it has decided."""
    never, always = fixed(small, relaxed.last, progress)
    left = narrower(small, np.flatnonzero(always), np.flatnonzero(never))
    if not len(left.name):
        _only_pins(left, progress)
        return
    free = np.searchsorted(small.name, left.name)
    Tree(left, [point[free] for point in relaxed.points], progress.bound, progress, seed).search_all()


def _finished(problem: Problem, progress: Progress) -> Answer:
    """Raises Impossible where the floors left no answer; one that was not found in time counts as none."""
    if progress.chosen is None:
        floors = problem.floors
        raise Impossible(
            Cause.FLOOR_OUT_OF_REACH,
            () if floors is None else tuple(int(district) for district in np.flatnonzero(floors.least > 0)),
        )
    progress.proven()
    return progress.answer()
