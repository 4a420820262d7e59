"""Numbers of family support that can be defended: read by reports. No names, no score on anybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.facts import Fact, FactTable, Span
from ibasho.rooms.familysupport.facts import now, year

FACTS: dict[str, Callable[[date], Fact]] = now.FACTS
YEAR: dict[str, Callable[[Span], Fact]] = year.YEAR
TABLES: dict[str, Callable[[Span], FactTable]] = year.TABLES


def facts(at: datetime) -> dict[str, Fact]:
    """Every fact of this room by its short name, as of the moment."""
    return {name: make(clock.day(at)) for name, make in FACTS.items()}
