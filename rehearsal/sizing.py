"""How many children are played, so that what they do fits into the acts there may be. Pure."""

from __future__ import annotations

from rehearsal.ground import Ground
from rehearsal.shares import shares

VISITS_A_YEAR = 6.0  # of one child, as the shipped assumptions have it
LEAST = 200
HEADS = ("places", "openhouse")
PER_HEAD = 1.3  # a door counts who leaves as well


def children(ground: Ground, acts: int | None, days: int) -> int:
    """`acts` None: every child there is."""
    if acts is None:
        return ground.children
    held = sum(sum(day < days for day in spot.hours) for spot in ground.spots)
    own = sum(share for room, share in shares().items() if room in HEADS)
    left = acts * own - held * 1.2
    fits = int(left / (VISITS_A_YEAR * PER_HEAD * days / ground.days))
    return max(LEAST, min(fits, ground.children))
