"""Numbers of hearing children that can be defended, read by reports. Of groups, never of a child. One file per noun.

Whatever is for everybody comes from what was released or published; raw counts are for the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.facts import Fact, FactTable, Span
from ibasho.rooms.voices.facts import answers, evaluations, hearings, published, running

FACTS: dict[str, Callable[[date], Fact]] = running.FACTS
YEAR: dict[str, Callable[[Span], Fact]] = {**hearings.YEAR, **answers.YEAR, **evaluations.YEAR}
TABLES: dict[str, Callable[[Span], FactTable]] = {**published.TABLES, **evaluations.TABLES}


def facts(at: datetime) -> dict[str, Fact]:
    """Every fact of this room by its short name, as of the moment."""
    return {name: make(clock.day(at)) for name, make in FACTS.items()}
