"""祝日 (national holidays, 振替休日 and 国民の休日 included), after the rules in jpholiday.

City closing days such as 12/29–1/3 are no national holidays: they are closures of the place.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import jpholiday


def is_holiday(day: date) -> bool:
    """Whether a JST day is a national holiday. Sundays alone are not."""
    return day in of_year(day.year)


def holiday_name(day: date) -> str | None:
    """The holiday's Japanese name, e.g. `勤労感謝の日`, or None on any other day."""
    return of_year(day.year).get(day)


@lru_cache(maxsize=256)
def of_year(year: int) -> Mapping[date, str]:
    """All holidays of a calendar year, day → name. One dictionary per year makes a question cost a look-up."""
    return dict(jpholiday.year_holidays(year))
