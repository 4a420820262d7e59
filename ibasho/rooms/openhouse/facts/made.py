"""How a number of this room is written down."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from ibasho.base.kernel.facts import Audience, Fact, Mark

SOURCE = "自由に使える場所の 記録"


def fact(
    value: float | None, unit: str, what: str, query: str, today: date, *, n: int | None = None,
    marks: frozenset[Mark] = frozenset(), audience: Audience = Audience.DESK,
) -> Fact:  # fmt: skip
    """`query`: the whole dotted name. めやす where `n` are few."""
    few = n is not None and n < settings.SMALL_NUMBER_MIN
    return Fact(
        value=value, unit=unit, source=f"{SOURCE}: {what}", as_of=today, query=query, n=n,
        marks=marks | (frozenset({Mark.ROUGH}) if few else frozenset()), audience=audience,
    )  # fmt: skip
