"""長期休業 as the city has set it, asked once for a span of days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from ibasho.rooms.mealtickets.rules.resting import Rest
from ibasho.town.areas.models import LongHoliday


@dataclass(frozen=True, slots=True)
class Holidays:
    """Those that touch a span; called with a day, whether it lies in one."""

    rests: tuple[Rest, ...]

    def __call__(self, day: date) -> bool:
        return any(one.covers(day) for one in self.rests)


def resting(first: date, last: date) -> Holidays:
    """Whether a day between `first` and `last` lies in 長期休業; one statement."""
    rows = LongHoliday.objects.filter(first__lte=last, last__gte=first).order_by("first")
    return Holidays(tuple(Rest(*row) for row in rows.values_list("name", "first", "last")))


def resting_week(is_resting: Callable[[date], bool]) -> Callable[[date], bool]:
    """Whether the week from a Monday touches 長期休業."""
    return lambda monday: any(is_resting(monday + timedelta(days=n)) for n in range(7))
