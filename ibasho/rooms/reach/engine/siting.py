"""The best places to open: a good answer within a second with its proven bound, then tightened until proven."""

from __future__ import annotations

from collections.abc import Callable

from ibasho.rooms.reach.engine.covering import Answer, Cause, Floors, Impossible, Limit, Problem, worth

__all__ = ["Answer", "Cause", "Floors", "Impossible", "Limit", "Problem", "solve", "worth"]


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
    The same problem and seed give the same answer (unless time ran out). Raises `Impossible`.
    """
    raise NotImplementedError
