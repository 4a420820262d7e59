"""By when the centre has looked, and when words and rows go. Pure."""

from __future__ import annotations

from datetime import date, time, timedelta

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.holidays import is_holiday
from ibasho.town.concerns.rules.kinds import HELD_DAYS, ROWS_KEPT_YEARS, TAKEN_WITHIN_DAYS, WORDS_KEPT_DAYS

MIDNIGHT = time()
_SATURDAY = 5
_YEAR_END = ((12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3))  # offices rest by law


def is_working_day(day: date) -> bool:
    """Whether the city's offices are open: no weekend, no holiday, not 12/29–1/3."""
    return day.weekday() < _SATURDAY and not is_holiday(day) and (day.month, day.day) not in _YEAR_END


def working_days_after(day: date, days: int) -> date:
    """The so-maniest working day after `day`: one after a Friday is Monday."""
    for _working_day in range(days):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return day


def answer_by(received_on: date) -> date:
    """The working day after the one it came on: Friday's is looked at by Monday."""
    return working_days_after(received_on, TAKEN_WITHIN_DAYS)


def held_before(today: date) -> date:
    """What was taken before this day was taken more than three working days ago."""
    day = today
    for _working_day in range(HELD_DAYS):
        day -= timedelta(days=1)
        while not is_working_day(day):
            day -= timedelta(days=1)
    return day


def is_late(answer_by: date, today: date) -> bool:
    return today > answer_by


def words_go_before(today: date) -> date:
    """Words of what ended before this day go."""
    return today - timedelta(days=WORDS_KEPT_DAYS)


def rows_go_before(today: date) -> date:
    """Rows that ended before this day go: five years after the end of their 年度."""
    return years.first_day(years.nendo(today) - ROWS_KEPT_YEARS)
