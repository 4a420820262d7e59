"""Numbers of this room that can be defended, read by reports: consultations as they left the centre, where notes come from.
Of groups and places, never of a child."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.facts import Fact, FactTable, Span
from ibasho.rooms.care.facts import consultation_year, consultations, coverage, yearly

FACTS: dict[str, Callable[[date], Fact]] = {**consultations.FACTS, **coverage.FACTS}
YEAR: dict[str, Callable[[Span], Fact]] = yearly.YEAR
TABLES: dict[str, Callable[[Span], FactTable]] = consultation_year.TABLES


def facts(at: datetime) -> dict[str, Fact]:
    """Every fact of this room by its short name, as of the moment."""
    return {name: make(clock.day(at)) for name, make in FACTS.items()}
