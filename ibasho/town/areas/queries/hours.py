"""The rules children live by, as the city set them."""

from __future__ import annotations

from datetime import date

from ibasho.town.areas.models import LongHoliday


def long_holidays(first: date, last: date) -> list[tuple[date, date]]:
    """The long school holidays that touch the days from `first` to `last`."""
    rows = LongHoliday.objects.filter(first__lte=last, last__gte=first).order_by("first")
    return list(rows.values_list("first", "last"))
