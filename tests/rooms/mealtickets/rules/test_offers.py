"""Weeks of tickets: their Mondays, their last days, how many more come out, how many have ended."""

from __future__ import annotations

from datetime import date

import pytest

from ibasho.rooms.mealtickets.rules import offers


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 11, 23), date(2026, 11, 23)),  # a Monday
        (date(2026, 11, 25), date(2026, 11, 23)),
        (date(2026, 11, 29), date(2026, 11, 23)),
        (date(2027, 1, 1), date(2026, 12, 28)),
    ],
)
def test_a_week_begins_on_monday(day: date, first: date) -> None:
    assert offers.monday(day) == first


@pytest.mark.parametrize(
    ("week", "last"),
    [
        (date(2026, 11, 23), date(2027, 5, 22)),  # six months, less a day
        (date(2026, 6, 1), date(2026, 11, 30)),
        (date(2026, 8, 31), date(2027, 2, 27)),  # there is no 31 February
        (date(2027, 8, 30), date(2028, 2, 28)),  # a leap year's February has a 29th
        (date(2026, 7, 6), date(2027, 1, 5)),  # over new year, and December is a month too
        (date(2026, 3, 2), date(2026, 9, 1)),  # 183 days: the law counts months, never more than 184 days
    ],
)
def test_tickets_end_within_six_months(week: date, last: date) -> None:
    assert offers.last_day(week) == last


@pytest.mark.parametrize(
    ("wished", "until"),
    [
        (None, date(2027, 3, 31)),
        (date(2026, 12, 28), date(2026, 12, 28)),
        (date(2026, 11, 1), date(2026, 11, 29)),
        (date(2026, 11, 29), date(2026, 11, 29)),
    ],
)
def test_a_pool_lasts_as_wished_and_never_less_than_this_week(wished: date | None, until: date) -> None:
    assert offers.lasts_until(date(2026, 11, 23), wished) == until


def test_weeks_are_counted_from_monday_to_monday() -> None:
    week = date(2026, 11, 23)
    three = [week, date(2026, 11, 30), date(2026, 12, 7)]
    for last in (date(2026, 12, 7), date(2026, 12, 13)):
        assert offers.weeks(week, last, lambda _: True) == three
    assert offers.weeks(week, date(2026, 12, 13), lambda one: one != three[1]) == [three[0], three[2]]
    assert offers.weeks(week, date(2026, 1, 1), lambda _: True) == [
        week
    ]  # the week itself, whatever was wished
    assert len(offers.weeks(week, date(2040, 1, 1), lambda _: True)) == 106


@pytest.mark.parametrize(
    ("live", "eaten", "unissued", "yen"),
    [
        (0, 0, 4_000, 4_000),  # ten meals of 400
        (0, 0, 3_999, 3_600),
        (400, 800, 40_000, 2_800),
        (399, 0, 40_000, 4_000),  # a part of a meal is not a meal
        (1, 400, 40_000, 3_600),
        (4_000, 0, 40_000, 0),
        (9_000, 0, 40_000, 0),
        (0, 0, 399, 0),
        (3_600, 0, 400, 400),
    ],
)
def test_whole_meals_come_out_and_no_more_than_there_is(
    live: int, eaten: int, unissued: int, yen: int
) -> None:
    told = offers.to_issue(meals=10, price_yen=400, live_yen=live, eaten_yen=eaten, unissued_yen=unissued)
    assert told == yen


@pytest.mark.parametrize(
    ("live", "valid", "yen"),
    [(4_000, [1_200, 800], 2_000), (2_000, [1_200, 800], 0), (1_999, [2_000], 0), (1, [], 1)],
)
def test_what_is_more_than_the_valid_offers_has_ended(live: int, valid: list[int], yen: int) -> None:
    assert offers.ended(live, valid) == yen
