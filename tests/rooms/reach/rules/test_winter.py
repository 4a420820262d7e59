"""A place open 15:30–20:00: whom does it help, until when?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.rooms.reach.rules.winter import MONTHS, STAY_MIN, clock, longest_way, stay_minutes, strips, year

HOME = {month: 990 if month in (11, 12, 1, 2) else 1080 for month in range(1, 13)}


def test_in_december_a_child_leaves_before_dusk() -> None:
    stays = {stay.month: stay for stay in year(930, 1200, 900, HOME, 60, 10)}
    assert stays[12].until_words == "16:25"
    assert stays[7].until_words == "17:55"
    assert (stays[12].minutes_max, stays[12].metres_max) == (10, 600)


def test_a_place_that_opens_at_dusk_helps_nobody_in_winter() -> None:
    stays = {stay.month: stay for stay in year(17 * 60, 1200, 900, HOME, 60, 10)}
    assert stays[12].until is None
    assert stays[12].length == 0
    assert stays[7].until == 1075


@pytest.mark.parametrize(("way", "minutes"), [(0, 60), (5, 55), (30, 30), (60, 0), (90, 0)])
def test_the_way_home_is_taken_from_the_stay(way: int, minutes: int) -> None:
    assert stay_minutes(930, 1200, 870, 990, way) == minutes


@given(st.integers(600, 1200), st.integers(0, 300), st.integers(600, 1000), st.integers(900, 1260))
def test_the_longest_way_leaves_half_an_hour_and_one_minute_more_does_not(
    opens: int, length: int, free: int, home: int
) -> None:
    way = longest_way(opens, opens + length, free, home, 200)
    assert way < 0 or stay_minutes(opens, opens + length, free, home, way) >= STAY_MIN
    assert stay_minutes(opens, opens + length, free, home, way + 1) < STAY_MIN or way == 200


def test_the_picture_has_a_row_for_each_month_from_april() -> None:
    drawn = strips(year(930, 1200, 900, HOME, 60, 10), 930, 1200)
    assert tuple(strip.month for strip in drawn) == MONTHS
    assert all(strip.can_x >= strip.open_x for strip in drawn)
    assert clock(5 + 16 * 60) == "16:05"
