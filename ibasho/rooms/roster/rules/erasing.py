"""By which day what we know of a helper must be gone. Pure; the edges stand as a table in the tests.

こども性暴力防止法 38条: dates of the procedure go within 30 days after somebody has left or an offer was declined, and
within 30 days after the end of the 年度 in which five years from the procedure fall, whichever comes first.
"""

from __future__ import annotations

from datetime import date, timedelta

from ibasho.base.kernel import nendo

KEEP_DAYS = 30
YEARS = 5


def name_erase_on(ended_on: date) -> date:
    """The last day on which the name and the ways to reach somebody may stand."""
    return ended_on + timedelta(days=KEEP_DAYS)


def dates_erase_on(*, done_on: date | None, ended_on: date | None) -> date | None:
    """The last day for the safeguarding dates; None while neither clock runs."""
    days = []
    if ended_on is not None:
        days.append(name_erase_on(ended_on))
    if done_on is not None:
        days.append(year_ends_on(done_on) + timedelta(days=KEEP_DAYS))
    return min(days, default=None)


def years_later(day: date, years: int = YEARS) -> date:
    """The same day `years` on; 29 February falls on the 28th where there is none (民法 143条)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def year_ends_on(done_on: date) -> date:
    """31 March of the 年度 in which five years from the procedure fall."""
    return nendo.last_day(nendo.nendo(years_later(done_on)))
