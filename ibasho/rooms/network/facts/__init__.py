"""Numbers of this room that can be defended, read by reports. One line per noun."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.facts import Fact, FactTable, Span
from ibasho.rooms.network.facts import issues, meetings, starting, supporting

FACTS: dict[str, Callable[[date], Fact]] = {**issues.FACTS, **starting.FACTS, **supporting.FACTS}
YEAR: dict[str, Callable[[Span], Fact]] = {**issues.YEAR, **starting.YEAR, **meetings.YEAR}
TABLES: dict[str, Callable[[Span], FactTable]] = {**meetings.TABLES, **issues.TABLES}


def facts(at: datetime) -> dict[str, Fact]:
    """Every fact of this room by its short name, as of the moment."""
    return {name: make(clock.day(at)) for name, make in FACTS.items()}
