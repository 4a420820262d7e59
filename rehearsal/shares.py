"""Which rooms play, and how much of a limited year is each one's. A new room: a file in `acts/`, a line here."""

from __future__ import annotations

from rehearsal.acts import (
    bulletin,
    care,
    familysupport,
    joins,
    mealtickets,
    network,
    openhouse,
    places,
    roster,
    surplus,
    voices,
)
from rehearsal.stage import Act

ACTS: tuple[Act, ...] = (
    places, openhouse, roster, mealtickets, voices, surplus, network, bulletin, familysupport, care, joins,
)  # fmt: skip


def shares() -> dict[str, float]:
    """By room, made to add up to one however many rooms there are."""
    whole = sum(act.SHARE for act in ACTS)
    return {act.NAME: act.SHARE / whole for act in ACTS}
