"""How a number of this room is written down."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from ibasho.base.kernel.facts import Audience, Fact, Mark
from ibasho.rooms.mealtickets.rules.kinds import EntryKind as E

LEDGER = "食事チケットの帳簿"
MEALS = {E.MEAL: 1, E.RESERVE_MEAL: 1, E.REVERSE: -1}


def fact(
    value: float | str | None, unit: str, what: str, query: str, today: date, *, n: int | None = None,
    marks: set[Mark] | None = None, audience: Audience = Audience.DESK,
) -> Fact:  # fmt: skip
    """`query`: the whole dotted name. For the desk where nothing else is said: today's numbers may be small."""
    few = n is not None and n < settings.SMALL_NUMBER_MIN
    return Fact(
        value=value, unit=unit, source=f"{LEDGER}: {what}", as_of=today, query=query, n=n,
        marks=frozenset((marks or set()) | ({Mark.ROUGH} if few else set())), audience=audience,
    )  # fmt: skip
