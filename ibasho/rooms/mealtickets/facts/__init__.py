"""Numbers of food tickets that can be defended: read by reports. Yen are exact; what rests on few cases says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.facts import Fact, FactTable, Span
from ibasho.rooms.mealtickets.facts import meals, money, shops
from ibasho.rooms.mealtickets.facts.meals import meals_eaten_public as meals_eaten_public
from ibasho.rooms.mealtickets.facts.money import days_from_gift_to_meal as days_from_gift_to_meal

FACTS: dict[str, Callable[[date], Fact]] = {**money.FACTS, **meals.FACTS, **shops.FACTS}
YEAR: dict[str, Callable[[Span], Fact]] = {**money.YEAR, **meals.YEAR}
BY_PLACE: dict[str, Callable[[Span], Mapping[int, Fact]]] = {**meals.BY_PLACE}
TABLES: dict[str, Callable[[Span], FactTable]] = {**shops.TABLES}


def facts(at: datetime) -> dict[str, Fact]:
    """Every fact of this room by its short name, as of the moment."""
    return {name: make(clock.day(at)) for name, make in FACTS.items()}
