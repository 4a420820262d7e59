"""A recurrence says exactly the days our own rules make, or nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings

from ibasho.town.places.rules.occurrences import occurrences
from ibasho.town.places.rules.opening import HolidayRule, Opening, Pattern, SchoolCalendar, Season
from ibasho.town.places.rules.recurrence import Recurrence, recurrences
from tests.town.places.rules.openings import regular

FIRST, LAST = date(2026, 4, 1), date(2027, 3, 31)
FRIDAY = frozenset({4})


def expanded(one: Recurrence, first: date, last: date) -> set[date]:
    """The days a calendar program makes of it."""
    begin = datetime.combine(one.starts_on or first, datetime.min.time())
    rule = rrulestr(one.rrule, dtstart=begin)
    end = datetime.combine(last, datetime.max.time())
    return {day.date() for day in rule.between(begin, end, inc=True) if day.date() >= first}


@settings(max_examples=150, deadline=None)
@given(regular())
def test_every_recurrence_makes_the_days_of_its_rule(rule: Opening) -> None:
    found = recurrences(rule)
    if found is None:
        return
    first = max(filter(None, [FIRST, rule.valid_from]))
    last = min(filter(None, [LAST, rule.valid_until]))
    if rule.pattern is Pattern.DATES:
        first, last = min(rule.dates), max(rule.dates)
    if rule.pattern is Pattern.FORTNIGHTLY:
        first = max(first, found[0].starts_on or first)
    if last < first:
        return
    ours = {one.day for one in occurrences([rule], [], [], SchoolCalendar(), first, last)}
    theirs = {day for one in found for day in expanded(one, first, last)}
    assert theirs == ours


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Opening(Pattern.WEEKLY, weekdays=frozenset({1, 3})), "FREQ=WEEKLY;WKST=MO;BYDAY=TU,TH"),
        (Opening(Pattern.MONTHLY_NTH, weekdays=FRIDAY, nth=(2, -1)), "FREQ=MONTHLY;WKST=MO;BYDAY=2FR,-1FR"),
        (Opening(Pattern.MONTHLY_DAY, days_of_month=(5, 20)), "FREQ=MONTHLY;WKST=MO;BYMONTHDAY=5,20"),
        (
            Opening(Pattern.FORTNIGHTLY, weekdays=FRIDAY, anchor=date(2026, 4, 1)),
            "FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=FR",
        ),
    ],
)
def test_the_usual_rules_are_said_shortly(rule: Opening, said: str) -> None:
    assert [one.rrule for one in recurrences(rule) or ()] == [said]


def test_a_fortnight_begins_on_a_day_it_is_open() -> None:
    rule = Opening(Pattern.FORTNIGHTLY, weekdays=FRIDAY, anchor=date(2026, 4, 1), valid_from=date(2026, 6, 1))
    (one,) = recurrences(rule) or ()
    assert one.starts_on is not None
    assert one.starts_on.weekday() == 4
    assert date(2026, 6, 1) <= one.starts_on < date(2026, 6, 1) + timedelta(days=14)


@pytest.mark.parametrize(
    "rule",
    [
        Opening(Pattern.WEEKLY, weekdays=FRIDAY, holiday=HolidayRule.CLOSED),
        Opening(Pattern.WEEKLY, weekdays=FRIDAY, season=Season.SCHOOL_HOLIDAYS),
        Opening(Pattern.WEEKLY, weekdays=FRIDAY, months=frozenset({7, 8})),
        Opening(Pattern.IRREGULAR, words="不定期"),
    ],
)
def test_what_no_recurrence_can_say_is_left_to_words(rule: Opening) -> None:
    assert recurrences(rule) is None
