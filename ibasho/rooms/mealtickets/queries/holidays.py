"""長期休業 as the city has set it, asked once for a span of days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from ibasho.town.areas.queries.hours import long_holidays


def resting(first: date, last: date) -> Callable[[date], bool]:
    """Whether a day between `first` and `last` lies in 長期休業; one statement."""
    spans = long_holidays(first, last)
    return lambda day: any(begins <= day <= ends for begins, ends in spans)


def resting_week(is_resting: Callable[[date], bool]) -> Callable[[date], bool]:
    """Whether the week from a Monday touches 長期休業."""
    return lambda monday: any(is_resting(monday + timedelta(days=n)) for n in range(7))
