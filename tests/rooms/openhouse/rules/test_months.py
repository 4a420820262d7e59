"""A month adds up, whatever came."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.rooms.openhouse.rules.months import Tap, bounds, month
from ibasho.town.areas.stages import Stage

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


@pytest.mark.parametrize(
    ("year", "number", "last"), [(2026, 11, 30), (2026, 12, 31), (2028, 2, 29), (2027, 2, 28)]
)
def test_the_bounds_of_a_month(year: int, number: int, last: int) -> None:
    assert bounds(year, number) == (date(year, number, 1), date(year, number, last))


taps = st.lists(
    st.builds(
        lambda day, minute, stage, coming: Tap(FIRST + timedelta(days=day), minute, stage, int(coming), 1 if coming else -1),
        st.integers(0, 29), st.integers(0, 1439), st.sampled_from(list(Stage)), st.booleans(),
    )
)  # fmt: skip


@given(taps, st.sets(st.integers(0, 29)))
def test_days_hours_and_stages_are_the_same_heads(given: list[Tap], opened: set[int]) -> None:
    came = [(tap.day, tap.stage, tap.came) for tap in given]
    found = month(FIRST, LAST, came, given, [FIRST + timedelta(days=one) for one in opened])
    heads = sum(tap.came for tap in given)
    assert found.came == heads
    assert sum(day.came for day in found.days) == heads
    assert sum(came for _hour, came in found.hours) == heads
    assert sum(found.totals.values()) == heads
    assert found.open_days == len(
        {FIRST + timedelta(days=one) for one in opened} | {tap.day for tap in given}
    )


def test_the_most_at_one_moment_is_of_one_day() -> None:
    tuesday, wednesday = date(2026, 11, 24), date(2026, 11, 25)
    taps = [
        Tap(tuesday, 930, Stage.UPPER, 3, 3),
        Tap(tuesday, 960, Stage.UPPER, 0, -2),
        Tap(tuesday, 990, Stage.ADULT, 1, 1),
    ]
    taps.append(Tap(wednesday, 930, Stage.UPPER, 2, 2))
    found = month(FIRST, LAST, [(tuesday, Stage.UPPER, 3), (tuesday, Stage.ADULT, 1)], taps, [])
    assert [(day.day, day.most) for day in found.days] == [(tuesday, 3)]
    assert (found.most, found.a_day) == (3, 4.0)


def test_a_month_in_which_nothing_was_open() -> None:
    found = month(FIRST, LAST, [], [], [])
    assert (found.came, found.open_days, found.a_day, found.most, list(found.days)) == (0, 0, None, 0, [])


def test_what_was_taken_back_leaves_no_empty_hour() -> None:
    day = date(2026, 11, 24)
    taps = [
        Tap(day, 930, Stage.UPPER, 1, 1),
        Tap(day, 930, Stage.UPPER, -1, -1),
        Tap(day, 1000, Stage.UPPER, 1, 1),
    ]
    assert month(FIRST, LAST, [(day, Stage.UPPER, 1)], taps, []).hours == [(16, 1)]
