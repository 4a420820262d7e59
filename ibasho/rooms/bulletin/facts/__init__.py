"""Numbers of this room that can be defended, read by reports. One line per noun."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.facts import Fact, FactTable, Span
from ibasho.rooms.bulletin.facts import months, notices, reach, stories

FACTS: dict[str, Callable[[date], Fact]] = {**stories.FACTS, **notices.FACTS, **reach.FACTS}
YEAR: dict[str, Callable[[Span], Fact]] = {**stories.YEAR, **reach.YEAR}
TABLES: dict[str, Callable[[Span], FactTable]] = months.TABLES
BY_PLACE: dict[str, Callable[[Span], dict[int, Fact]]] = stories.BY_PLACE


def facts(at: datetime) -> dict[str, Fact]:
    """Every fact of this room by its short name, as of the moment."""
    return {name: make(clock.day(at)) for name, make in FACTS.items()}
