"""Rooms that do not grow with the children: in a limited year they begin less, so that what is begun is also ended."""

from __future__ import annotations

from rehearsal.stage import Stage


def part(stage: Stage, room: str, a_day: float) -> float:
    """How much of what it would begin the room may begin: 1.0 where its acts suffice. `a_day`: acts on a mean day of the
    year without an end."""
    whole = stage.budget.most(room, stage.budget.days - 1)
    return min(1.0, whole / stage.budget.days / a_day)
