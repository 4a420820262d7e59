"""Numbers of rooms that can be defended: read by reports. Heads are the door's own, without names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.facts import Fact, Span
from ibasho.rooms.openhouse.facts import bettering, door, hours

FACTS: dict[str, Callable[[date], Fact]] = {**hours.FACTS, **door.FACTS, **bettering.FACTS}
YEAR: dict[str, Callable[[Span], Fact]] = {**door.YEAR, **bettering.YEAR}
BY_PLACE: dict[str, Callable[[Span], Mapping[int, Fact]]] = {**door.BY_PLACE, **bettering.BY_PLACE}


def facts(at: datetime) -> dict[str, Fact]:
    """Every fact of this room by its short name, as of the moment."""
    return {name: make(clock.day(at)) for name, make in FACTS.items()}
