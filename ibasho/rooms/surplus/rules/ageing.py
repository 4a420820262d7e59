"""How long rows of surplus stay, as the inventory promises. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from ibasho.base.kernel import nendo as years

DRIVER_DAYS = 365  # after who carried has stopped
DAYS_KEPT_YEARS, FOOD_KEPT_YEARS = 1, 5  # after the end of the 年度: ways, wishes, no-shows; who got what


def driver_stopped_until(today: date) -> date:
    """Who stopped on this day or before is forgotten."""
    return today - timedelta(days=DRIVER_DAYS)


def before(today: date, kept: int) -> date:
    """Rows of days before this one have been over for `kept` whole years after their 年度."""
    return years.first_day(years.nendo(today) - kept)
