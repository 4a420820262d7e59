"""The days of an event: those that are said, and no others."""

from __future__ import annotations

from datetime import date, time

import pytest

from ibasho.town.places.rules.opening import SchoolCalendar
from ibasho.town.places.rules.published_days import Span, days_of

AUGUST = date(2026, 8, 1)  # a Saturday
TEN, THREE = time(10), time(15)


def _days(
    last: date | None, words: str = "", starts: time | None = TEN, ends: time | None = THREE
) -> tuple[list[int], bool]:
    found = days_of(Span(AUGUST, last, starts, ends, words), SchoolCalendar())
    return [one.day.day for one in found.days], found.sure


@pytest.mark.parametrize(
    ("last", "words", "days", "sure"),
    [
        (None, "", [1], True),
        (AUGUST, "", [1], True),
        (date(2026, 8, 3), "", [1, 2, 3], True),
        (date(2026, 8, 7), "", [1, 2, 3, 4, 5, 6, 7], True),
        (date(2026, 8, 8), "", [1, 8], False),
        (date(2026, 8, 31), "毎週土曜日", [1, 8, 15, 22, 29], True),
        (date(2026, 8, 31), "雨天の場合は中止することがあります", [1, 31], False),
        (date(2026, 8, 2), "くわしくはお問い合わせください", [1, 2], False),
        (date(2026, 7, 31), "", [1], False),
    ],
)
def test_days(last: date | None, words: str, days: list[int], sure: bool) -> None:
    assert _days(last, words) == (days, sure)


def test_no_first_day_gives_no_day() -> None:
    assert days_of(Span(None, AUGUST, TEN, THREE), SchoolCalendar()).days == ()


def test_a_night_from_one_day_to_the_next_has_a_beginning_and_an_end() -> None:
    found = days_of(Span(AUGUST, date(2026, 8, 2), time(15), time(10)), SchoolCalendar())
    assert [(one.day.day, one.starts, one.ends) for one in found.days] == [
        (1, time(15), None),
        (2, None, time(10)),
    ]


def test_hours_the_wrong_way_round_on_one_day_leave_the_end_open() -> None:
    (one,) = days_of(Span(AUGUST, None, time(15), time(10)), SchoolCalendar()).days
    assert (one.starts, one.ends) == (time(15), None)
