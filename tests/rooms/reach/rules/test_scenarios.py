"""Which weeks a scenario means, and when a child is free in them."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.clock import END_OF_DAY
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.reach.engine.hours import allowed
from ibasho.rooms.reach.engine.week import slots_of
from ibasho.rooms.reach.rules import scenarios
from ibasho.rooms.reach.rules.layers import Layer
from ibasho.rooms.reach.rules.scenarios import Free, Scenario, Span, days_of, hours, span_of

WINTER = (date(2026, 12, 23), date(2027, 1, 6))
SPRING = (date(2027, 3, 20), date(2027, 4, 6))
SUMMER = (date(2027, 7, 22), date(2027, 8, 27))
ALL = (WINTER, SPRING, SUMMER)
WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("near", "first"),
    [
        (WEDNESDAY, date(2026, 11, 23)),  # the week that is running counts
        (date(2026, 12, 1), date(2027, 1, 11)),  # four weeks in a row before the holidays are not left
        (date(2026, 12, 30), date(2027, 1, 11)),
        (date(2027, 7, 30), date(2027, 8, 30)),
    ],
)
def test_school_weeks_are_four_in_a_row_that_no_long_holiday_touches(near: date, first: date) -> None:
    assert span_of(Scenario.TERM, near, ALL) == Span(Scenario.TERM, first, 4)


def test_without_long_holidays_the_school_weeks_begin_now() -> None:
    assert span_of(Scenario.TERM, WEDNESDAY, ()).first == date(2026, 11, 23)


def test_a_year_that_is_one_long_holiday_has_no_school_weeks() -> None:
    with pytest.raises(Invalid, match="長期休業"):
        span_of(Scenario.TERM, WEDNESDAY, [(date(2026, 1, 1), date(2028, 1, 1))])


def test_the_holiday_weeks_are_those_of_the_longest_one_ahead() -> None:
    assert span_of(Scenario.HOLIDAY, WEDNESDAY, ALL) == Span(Scenario.HOLIDAY, date(2027, 7, 26), 4)


def test_a_short_holiday_gives_fewer_weeks() -> None:
    assert span_of(Scenario.HOLIDAY, WEDNESDAY, [SPRING]) == Span(Scenario.HOLIDAY, date(2027, 3, 22), 2)


def test_a_holiday_without_a_whole_week_is_none() -> None:
    with pytest.raises(Invalid, match="1週間"):
        span_of(Scenario.HOLIDAY, WEDNESDAY, [(date(2026, 12, 24), date(2026, 12, 30))])


def test_a_real_week_is_the_one_the_day_lies_in() -> None:
    assert span_of(Scenario.WEEK, WEDNESDAY, ALL) == Span(Scenario.WEEK, date(2026, 11, 23), 1)


def test_school_is_on_weekdays_that_are_no_holiday() -> None:
    week = days_of(Span(Scenario.WEEK, date(2026, 11, 23), 1), ALL)  # Monday is 勤労感謝の日
    assert [day.school for day in week] == [False, True, True, True, True, False, False]
    winter = days_of(Span(Scenario.WEEK, date(2026, 12, 21), 1), ALL)
    assert [day.school for day in winter] == [True, True, False, False, False, False, False]


def test_a_month_brings_its_own_hour_of_being_home() -> None:
    days = days_of(Span(Scenario.TERM, date(2026, 10, 26), 1), ())
    _, home = hours(days, Free(900, 540), {**dict.fromkeys(range(1, 13), 990), 10: 1020}, Layer.USUAL)
    assert home == [1020] * 6 + [990]  # Sunday is the first of November


def test_who_is_brought_by_a_grown_up_may_be_out_until_eight() -> None:
    days = days_of(Span(Scenario.WEEK, date(2026, 11, 30), 1), ())
    assert hours(days, Free(900, 540), dict.fromkeys(range(1, 13), 990), Layer.ADULT)[1] == [1200] * 7


def test_weekday_mornings_are_those_on_which_school_is_on() -> None:
    days = days_of(Span(Scenario.WEEK, date(2026, 11, 23), 1), ())
    begins, ends = hours(days, Free(900, 540), dict.fromkeys(range(1, 13), 990), Layer.MORNING)
    slots = slots_of(allowed(begins, ends, 10)[10])
    assert {slot // 48 for slot in slots} == {1, 2, 3, 4}
    assert {slot % 48 for slot in slots} == set(range(19, 24))  # 9:30–12:00, ten minutes each way


def test_midnight_is_the_end_of_its_day() -> None:
    assert scenarios.minute(END_OF_DAY) == 1440
    assert scenarios.minute(time(16, 30)) == 990


@given(st.integers(0, 6), st.integers(0, 1439), st.integers(1, 1440))
def test_a_slot_is_open_only_if_it_lies_wholly_inside_the_opening(day: int, begins: int, length: int) -> None:
    ends = min(1440, begins + length)
    found = scenarios.slots_open([(day, begins, ends)], 7)
    for at in range(48):
        assert found[day, at] == (begins <= at * 30 and at * 30 + 30 <= ends)
    assert found.sum() == found[day].sum()
