from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.period import Period, times_label

THE_DAY = date(2026, 11, 23)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(clock.JST))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start = draw(moments)
    return Period(start, start + timedelta(minutes=draw(st.integers(1, 5000))))


def test_neighbours_touch_without_overlapping() -> None:
    before = Period.of_day(THE_DAY, time(13), time(15))
    after = Period.of_day(THE_DAY, time(15), time(17, 30))
    assert not before.overlaps(after)
    assert before.common(after) is None
    assert not before.contains(after.start)
    assert after.contains(after.start)
    assert after.minutes == 150


@given(periods(), periods())
def test_overlapping_is_mutual_and_means_a_common_part(one: Period, other: Period) -> None:
    assert one.overlaps(other) == other.overlaps(one) == (one.common(other) is not None)
    if common := one.common(other):
        assert one.covers(common)
        assert other.covers(common)


@given(periods(), st.integers(1, 600))
def test_slots_fill_the_period_without_gaps(period: Period, minutes: int) -> None:
    slots = period.split(minutes)
    assert (slots[0].start, slots[-1].end) == (period.start, period.end)
    assert all(slot.minutes == minutes for slot in slots[:-1])
    assert sum(slot.minutes for slot in slots) == period.minutes


def test_an_end_before_its_start_is_refused() -> None:
    for ends in (time(15), time(14)):
        with pytest.raises(Invalid) as refusal:
            Period.of_day(THE_DAY, time(15), ends)
        assert refusal.value.code == "period.backwards"


def test_naive_moments_and_empty_slots_are_programmers_errors() -> None:
    with pytest.raises(ValueError, match="aware"):
        Period(datetime(2026, 1, 1), datetime(2026, 1, 2))
    with pytest.raises(ValueError, match="minute"):
        Period.of_day(THE_DAY, time(9), time(10)).split(0)


@pytest.mark.parametrize(
    ("starts", "ends", "label"),
    [
        (time(15), time(17, 30), "15:00～17:30"),
        (time(9), clock.END_OF_DAY, "9:00～24:00"),
        (time(15), None, "15:00～（おわりは きまっていません）"),
        (None, time(17), "～17:00（はじまりは きまっていません）"),
        (None, None, "時間は きまっていません"),
    ],
)
def test_unknown_hours_are_said_to_be_unknown(starts: time | None, ends: time | None, label: str) -> None:
    assert times_label(starts, ends) == label


def test_a_period_tells_itself_in_japanese_time() -> None:
    assert Period.of_day(THE_DAY, time(15), time(17, 30)).label() == "15:00～17:30"
    assert Period.of_day(THE_DAY, time(15), clock.END_OF_DAY).label() == "15:00～24:00"
    overnight = Period(datetime(2026, 11, 23, 6, tzinfo=UTC), datetime(2026, 11, 24, 0, tzinfo=UTC))
    assert overnight.label() == "11月23日（月・祝）15:00～11月24日（火）9:00"
