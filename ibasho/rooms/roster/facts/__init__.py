"""Numbers of the rosters that can be defended: read by reports. No names, no score on anybody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.facts import Fact, Span
from ibasho.rooms.roster.facts import people, promise
from ibasho.rooms.roster.facts.promise import kept_share as kept_share

FACTS: dict[str, Callable[[date], Fact]] = {**promise.FACTS, **people.FACTS}
YEAR: dict[str, Callable[[Span], Fact]] = {**promise.YEAR, **people.YEAR}
BY_PLACE: dict[str, Callable[[Span], Mapping[int, Fact]]] = {**promise.BY_PLACE, **people.BY_PLACE}


def facts(at: datetime) -> dict[str, Fact]:
    """Every fact of this room by its short name, as of the moment."""
    return {name: make(clock.day(at)) for name, make in FACTS.items()}
