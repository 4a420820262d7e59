"""Numbers about places that can be defended: read by reports, each with its source and what it does not say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.facts import Fact, FactTable, Span
from ibasho.town.places.facts import directory, districts, events, sessions
from ibasho.town.places.facts.directory import alone_places as alone_places
from ibasho.town.places.facts.directory import free_places as free_places
from ibasho.town.places.facts.directory import kinds_open as kinds_open
from ibasho.town.places.facts.directory import published_places as published_places
from ibasho.town.places.facts.directory import run_by_others as run_by_others
from ibasho.town.places.facts.directory import verified_places as verified_places
from ibasho.town.places.facts.districts import districts_with_kodomo_shokudo as districts_with_kodomo_shokudo
from ibasho.town.places.facts.districts import districts_with_meals as districts_with_meals
from ibasho.town.places.facts.districts import kodomo_shokudo_districts as kodomo_shokudo_districts
from ibasho.town.places.facts.sessions import sessions_this_week as sessions_this_week

FACTS: dict[str, Callable[[date], Fact]] = {**directory.FACTS, **sessions.FACTS, **districts.FACTS}
YEAR: dict[str, Callable[[Span], Fact]] = {**sessions.YEAR, **events.YEAR}
BY_PLACE: dict[str, Callable[[Span], Mapping[int, Fact]]] = {**sessions.BY_PLACE, **events.BY_PLACE}
TABLES: dict[str, Callable[[Span], FactTable]] = {**events.TABLES}


def facts(at: datetime) -> dict[str, Fact]:
    """Every fact of this room by its short name, as of the day of `at`."""
    return {name: make(clock.day(at)) for name, make in FACTS.items()}
