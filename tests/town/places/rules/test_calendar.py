"""Months and weeks as a wall calendar has them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.town.places.rules.calendar import DayFacts, Month, Span

MONTHS = st.builds(Month, st.integers(1900, 2200), st.integers(1, 12))


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-00", "2026-1", "2026-011", "0000-05", "２０２６-11", "", "2026-11-"]
)
def test_what_is_no_month_is_none(text: str) -> None:
    assert Month.parse(text) is None


@given(MONTHS)
def test_a_month_is_read_back_as_it_is_written(month: Month) -> None:
    assert Month.parse(str(month)) == month


@given(MONTHS)
def test_weeks_are_whole_begin_on_sunday_and_hold_every_day_once(month: Month) -> None:
    weeks = month.weeks()
    days = [day for week in weeks for day in week]
    assert all(len(week) == 7 and week[0].isoweekday() == 7 for week in weeks)
    assert [day for day in days if Month.of(day) == month] == list(month.days())
    assert all(after - before == timedelta(days=1) for before, after in zip(days, days[1:], strict=False))
    assert all(any(Month.of(day) == month for day in week) for week in weeks)


@given(MONTHS, st.integers(-600, 600))
def test_going_on_and_back_leads_home(month: Month, months: int) -> None:
    assert month.plus(months).plus(-months) == month
    assert (month.plus(months) > month) == (months > 0)


@pytest.mark.parametrize(
    ("month", "era"),
    [(Month(2026, 11), "令和8年"), (Month(2019, 4), "平成31年"), (Month(2019, 5), "令和元年")],
)
def test_a_month_says_its_year_in_the_era(month: Month, era: str) -> None:
    assert month.era == era


def test_the_calendar_reaches_a_year_back_and_as_far_as_sessions_are_made() -> None:
    span = Span.around(date(2026, 11, 24), 120)
    assert (span.first, span.last) == (Month(2025, 11), Month(2027, 3))
    assert Month(2025, 11) in span and Month(2027, 3) in span
    assert Month(2025, 10) not in span and Month(2027, 4) not in span


def test_a_day_knows_its_holiday_and_whether_it_is_over() -> None:
    monday = DayFacts.of(date(2026, 11, 23), date(2026, 11, 24))
    assert (monday.holiday, monday.sign, monday.shape, monday.is_past) == ("勤労感謝の日", "月", "mon", True)
    assert DayFacts.of(date(2026, 11, 24), date(2026, 11, 24)).is_today
    assert DayFacts.of(date(2023, 1, 2), date(2026, 1, 1)).holiday == "元日振替休日"
