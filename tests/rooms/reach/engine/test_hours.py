"""The half-hours a child has, after school and the way there, and home again in time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.rooms.reach.engine import hours
from ibasho.rooms.reach.engine.week import SLOTS_PER_DAY, slots_of

DAY = st.integers(0, 24 * 60)


def test_one_free_hour_on_monday_is_two_half_hours_and_with_five_minutes_of_way_one() -> None:
    allowed = hours.allowed([900, *[0] * 6], [960, *[0] * 6], 16)
    assert slots_of(allowed[0]) == [30, 31]
    assert slots_of(allowed[5]) == []
    later = hours.allowed([890, *[0] * 6], [970, *[0] * 6], 16)
    assert slots_of(later[5]) == [30, 31]
    assert slots_of(later[10]) == [30, 31]
    assert slots_of(later[11]) == []


def test_the_second_week_stands_behind_the_first() -> None:
    free = [[0] * 14, [0] * 14]
    free[0][8], free[1][8] = 840, 900  # Tuesday of the second week, 14:00 to 15:00
    assert slots_of(hours.allowed(*free, 0)[0]) == [8 * SLOTS_PER_DAY + 28, 8 * SLOTS_PER_DAY + 29]


def test_half_a_week_is_refused() -> None:
    with pytest.raises(ValueError, match="whole weeks"):
        hours.allowed([0] * 6, [0] * 6, 5)


@given(st.lists(st.tuples(DAY, DAY), min_size=7, max_size=7), st.integers(0, 40))
def test_each_half_hour_lies_between_arriving_and_leaving(days: list[tuple[int, int]], minutes: int) -> None:
    allowed = hours.allowed([free for free, _ in days], [home for _, home in days], minutes)
    expected = [
        day * SLOTS_PER_DAY + slot
        for day, (free, home) in enumerate(days)
        for slot in range(SLOTS_PER_DAY)
        if slot * 30 >= free + minutes and slot * 30 + 30 <= home - minutes
    ]
    assert slots_of(allowed[minutes]) == expected


@given(st.lists(st.tuples(DAY, DAY), min_size=14, max_size=14))
def test_a_longer_way_never_gives_more(days: list[tuple[int, int]]) -> None:
    allowed = hours.allowed([free for free, _ in days], [home for _, home in days], 30)
    assert not (allowed[1:] & ~allowed[:-1]).any()
