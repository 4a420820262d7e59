"""Which days a rule makes."""

from __future__ import annotations

import time as stopwatch
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibasho.base.kernel.holidays import is_holiday
from ibasho.town.places.rules.occurrences import EXTRA, Occurrence, occurrences, possible_on
from ibasho.town.places.rules.opening import (
    Closure,
    Extra,
    HolidayRule,
    IrregularCount,
    Opening,
    Pattern,
    SchoolCalendar,
    Season,
)
from tests.town.places.rules import openings

YEAR = SchoolCalendar(
    (
        (date(2026, 7, 23), date(2026, 8, 27)),
        (date(2026, 12, 23), date(2027, 1, 5)),
        (date(2027, 3, 20), date(2027, 3, 31)),
    )
)
NOBODY_KNOWS = SchoolCalendar()


def made(rule: Opening, first: date, last: date, calendar: SchoolCalendar = YEAR) -> list[str]:
    return [f"{o.day.month}/{o.day.day}" for o in occurrences([rule], (), (), calendar, first, last)]


def november(rule: Opening) -> list[str]:
    """November 2026 begins on a Sunday; the 3rd (Tue) and the 23rd (Mon) are holidays."""
    return made(rule, date(2026, 11, 1), date(2026, 11, 30))


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        (Opening(Pattern.WEEKLY, frozenset({1, 3})), "3 5 10 12 17 19 24 26"),
        (Opening(Pattern.WEEKLY, frozenset({1}), holiday=HolidayRule.CLOSED), "10 17 24"),
        (Opening(Pattern.WEEKLY, frozenset({1}), holiday=HolidayRule.ONLY), "3"),
        (Opening(Pattern.WEEKLY, frozenset({6}), holiday=HolidayRule.ALSO), "1 3 8 15 22 23 29"),
        (Opening(Pattern.WEEKLY, frozenset({0}), holiday=HolidayRule.NEXT_DAY), "2 9 16 24 30"),
        (Opening(Pattern.FORTNIGHTLY, frozenset({5}), anchor=date(2026, 11, 28)), "14 28"),
        (Opening(Pattern.FORTNIGHTLY, frozenset({0, 6}), anchor=date(2026, 11, 4)), "2 8 16 22 30"),
        (Opening(Pattern.MONTHLY_NTH, frozenset({5}), nth=(2,)), "14"),
        (Opening(Pattern.MONTHLY_NTH, frozenset({4}), nth=(2, 4)), "13 27"),
        (Opening(Pattern.MONTHLY_NTH, frozenset({5}), nth=(-1,)), "28"),
        (Opening(Pattern.MONTHLY_NTH, frozenset({0}), nth=(5, -1)), "30"),
        (Opening(Pattern.MONTHLY_NTH, frozenset({5}), nth=(5,)), ""),
        (Opening(Pattern.MONTHLY_DAY, days_of_month=(5, 20, 31)), "5 20"),
        (Opening(Pattern.DATES, dates=(date(2026, 11, 7), date(2026, 12, 5))), "7"),
        (Opening(Pattern.WEEKLY, frozenset({5}), months=frozenset({4, 10})), ""),
        (Opening(Pattern.WEEKLY, frozenset({5}), valid_from=date(2026, 11, 14)), "14 21 28"),
        (Opening(Pattern.WEEKLY, frozenset({5}), valid_until=date(2026, 11, 14)), "7 14"),
        (Opening(Pattern.WEEKLY, frozenset({5}), season=Season.SCHOOL_HOLIDAYS), ""),
        (Opening(Pattern.WEEKLY, frozenset({5}), season=Season.SCHOOL_TERM), "7 14 21 28"),
        (Opening(Pattern.IRREGULAR, frozenset({6}), times=1, per=IrregularCount.PER_MONTH), ""),
    ],
)
def test_the_days_of_november(rule: Opening, days: str) -> None:
    assert november(rule) == [f"11/{day}" for day in days.split()]


def test_an_opening_moved_from_the_last_holiday_before_the_window_is_found() -> None:
    """Golden week 2026: 3, 4, 5 and 6 May are holidays; Monday's opening moves to Thursday."""
    rule = Opening(Pattern.WEEKLY, frozenset({0}), holiday=HolidayRule.NEXT_DAY)
    assert made(rule, date(2026, 5, 7), date(2026, 5, 10)) == ["5/7"]


def test_a_place_for_the_long_holidays_opens_in_them_only() -> None:
    rule = Opening(Pattern.WEEKLY, frozenset({2}), season=Season.SCHOOL_HOLIDAYS)
    assert made(rule, date(2026, 12, 1), date(2027, 1, 31)) == ["12/23", "12/30"]


def test_a_school_year_not_yet_entered_makes_nothing_rather_than_something_wrong() -> None:
    rule = Opening(Pattern.WEEKLY, frozenset({2}), season=Season.SCHOOL_TERM)
    assert made(rule, date(2027, 3, 1), date(2027, 4, 30)) == ["3/3", "3/10", "3/17"]
    assert made(rule, date(2026, 11, 1), date(2026, 11, 30), NOBODY_KNOWS) == []


def test_a_closure_is_stronger_than_rules_and_extra_days() -> None:
    rule = Opening(Pattern.WEEKLY, frozenset({5}), starts=time(10))
    closed = Closure(date(2026, 11, 10), date(2026, 11, 21), "工事")
    extra = [Extra(date(2026, 11, 20), time(9)), Extra(date(2026, 11, 23), time(9), time(12))]
    found = occurrences([rule], [closed], extra, YEAR, date(2026, 11, 1), date(2026, 11, 30))
    assert [(o.day.day, o.rule) for o in found] == [(7, 0), (23, EXTRA), (28, 0)]


def test_two_rules_at_one_hour_make_one_session_and_two_hours_make_two() -> None:
    rules = [
        Opening(Pattern.WEEKLY, frozenset({5}), starts=time(10), ends=time(12)),
        Opening(Pattern.MONTHLY_NTH, frozenset({5}), nth=(2,), starts=time(10), ends=time(15)),
        Opening(Pattern.MONTHLY_NTH, frozenset({5}), nth=(2,), starts=time(16)),
    ]
    found = occurrences(rules, (), (), YEAR, date(2026, 11, 14), date(2026, 11, 14))
    assert found == [
        Occurrence(date(2026, 11, 14), time(10), time(12), 0),
        Occurrence(date(2026, 11, 14), time(16), None, 2),
    ]


def test_a_known_day_keeps_its_unknown_hour() -> None:
    found = occurrences(
        [Opening(Pattern.WEEKLY, frozenset({5}))], (), (), YEAR, date(2026, 11, 14), date(2026, 11, 14)
    )
    assert found == [Occurrence(date(2026, 11, 14), None, None, 0)]


def test_a_weekday_not_known_to_be_weekly_is_possible_and_never_promised() -> None:
    thursday = Opening(Pattern.IRREGULAR, frozenset({3}), starts=time(17))
    weekly = Opening(Pattern.WEEKLY, frozenset({3}))
    day = date(2026, 11, 26)
    assert occurrences([thursday], (), (), YEAR, day, day) == []
    assert possible_on([weekly, thursday], (), YEAR, day) == (1,)
    assert possible_on([thursday], (), YEAR, day + timedelta(days=1)) == ()
    assert possible_on([thursday], [Closure(day, day)], YEAR, day) == ()


def test_a_sunday_or_holiday_place_is_possible_on_both() -> None:
    rule = Opening(Pattern.IRREGULAR, frozenset({6}), holiday=HolidayRule.ALSO)
    assert [d for d in range(20, 27) if possible_on([rule], (), YEAR, date(2026, 11, d))] == [22, 23]


@settings(deadline=None)
@given(st.lists(openings.regular() | openings.irregular(), max_size=4), openings.days)
def test_sessions_are_sorted_single_and_inside_what_the_rule_says(rules: list[Opening], first: date) -> None:
    last = first + timedelta(days=60)
    found = occurrences(rules, (), (), YEAR, first, last)
    keys = [(o.day, o.starts) for o in found]
    assert len(keys) == len(set(keys))
    assert found == sorted(found, key=lambda o: (o.day, o.starts or time.min, o.rule))
    for one in found:
        rule = rules[one.rule]
        assert first <= one.day <= last
        assert (one.starts, one.ends) == (rule.starts, rule.ends)
        assert rule.pattern != Pattern.IRREGULAR
        if rule.pattern != Pattern.DATES and rule.holiday in (HolidayRule.CLOSED, HolidayRule.NEXT_DAY):
            assert not is_holiday(one.day)


@settings(deadline=None)
@given(openings.regular(), openings.days, st.integers(1, 50))
def test_looking_further_ahead_changes_nothing_nearer(rule: Opening, first: date, cut: int) -> None:
    last = first + timedelta(days=60)
    middle = first + timedelta(days=cut)
    whole = occurrences([rule], (), (), YEAR, first, last)
    near = occurrences([rule], (), (), YEAR, first, middle)
    far = occurrences([rule], (), (), YEAR, middle + timedelta(days=1), last)
    assert whole == near + far


def test_ten_thousand_places_take_seconds() -> None:
    rules = [
        Opening(Pattern.WEEKLY, frozenset({1, 3}), starts=time(15), holiday=HolidayRule.CLOSED),
        Opening(Pattern.MONTHLY_NTH, frozenset({5}), nth=(2, 4), starts=time(11)),
        Opening(Pattern.WEEKLY, frozenset(range(5)), season=Season.SCHOOL_HOLIDAYS),
    ]
    began = stopwatch.process_time()
    for _ in range(1_000):
        occurrences(rules, (), (), YEAR, date(2026, 11, 24), date(2027, 3, 24))
    assert stopwatch.process_time() - began < 2  # about 0.15 s; ten times as many within seconds
