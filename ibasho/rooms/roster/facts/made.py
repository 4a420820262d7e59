"""How a number of the rosters is written down, and which days it counts."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet

from ibasho.base.kernel.facts import Audience, Fact, Mark
from ibasho.town.places.models import Session

BOOK = "見守りの名簿"
LOOKED_DAYS = 28  # behind us
AHEAD_DAYS = 7


def fact(
    value: float | None, unit: str, what: str, query: str, today: date, *, n: int | None = None,
    marks: frozenset[Mark] = frozenset(), audience: Audience = Audience.DESK,
) -> Fact:  # fmt: skip
    """`query`: the whole dotted name. めやす where `n` are few."""
    few = n is not None and n < settings.SMALL_NUMBER_MIN
    return Fact(
        value=value, unit=unit, source=f"{BOOK}: {what}", as_of=today, query=query, n=n,
        marks=marks | frozenset({Mark.ROUGH} if few else set()), audience=audience,
    )  # fmt: skip


def sessions(first: date, last: date) -> QuerySet[Session]:
    """Sessions a roster watches over or watched over."""
    rows = Session.objects.filter(event__isnull=True, day__range=(first, last))
    return rows.exclude(staffing=Session.Staffing.NOT_NEEDED)


KEPT = Q(state=Session.State.PLANNED) & ~Q(staffing=Session.Staffing.SHORT)
