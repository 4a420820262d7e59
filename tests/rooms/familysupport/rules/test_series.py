"""Which days a series has."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.holidays import is_holiday
from ibasho.rooms.familysupport.rules import series

WEDNESDAY = date(2026, 11, 25)


def days(
    first: date, last: date | None, weekdays: tuple[int, ...], *, skips: bool = True
) -> tuple[date, ...]:
    return series.days(first, last, weekdays, skips_holidays=skips, is_holiday=is_holiday)


def test_without_weekdays_it_is_one_day_also_a_holiday() -> None:
    assert days(date(2026, 11, 23), None, ()) == (date(2026, 11, 23),)


def test_mondays_and_wednesdays_leave_the_holiday_out() -> None:
    found = days(date(2026, 11, 18), date(2026, 11, 30), (0, 2))
    assert found == (date(2026, 11, 18), WEDNESDAY, date(2026, 11, 30))
    assert date(2026, 11, 23) in days(date(2026, 11, 18), date(2026, 11, 30), (0, 2), skips=False)


@pytest.mark.parametrize(
    ("last", "weekdays", "code"),
    [
        (None, (2,), "support.series_no_end"),
        (WEDNESDAY - timedelta(days=1), (2,), "support.series_order"),
        (WEDNESDAY + timedelta(days=1), (0,), "support.series_empty"),
        (WEDNESDAY + timedelta(days=400), (2,), "support.series_far"),
        (WEDNESDAY + timedelta(days=120), (0, 1, 2, 3, 4), "support.series_long"),
    ],
)
def test_what_is_no_series_is_refused_beside_its_field(
    last: date | None, weekdays: tuple[int, ...], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        days(WEDNESDAY, last, weekdays)
    assert refused.value.code == code
    assert set(refused.value.fields) == {"until_on"}


def test_too_long_a_series_says_until_when_it_can_be_sent() -> None:
    with pytest.raises(Invalid) as refused:
        days(WEDNESDAY, date(2027, 5, 31), (0, 1, 2, 3, 4))
    told = refused.value.message
    month, day = told.split("「いつまで」を ")[1].split("日")[0].split("月")
    assert len(days(WEDNESDAY, date(2027, int(month), int(day)), (0, 1, 2, 3, 4))) == series.VISITS_MAX


@given(
    first=some.dates(date(2026, 4, 1), date(2027, 3, 31)),
    length=some.integers(0, 80),
    weekdays=some.sets(some.integers(0, 6), min_size=1, max_size=4),
)
def test_every_day_fits_and_none_is_left_out(first: date, length: int, weekdays: set[int]) -> None:
    last = first + timedelta(days=length)
    wanted = [
        day
        for day in (first + timedelta(days=at) for at in range(length + 1))
        if day.weekday() in weekdays and not is_holiday(day)
    ]
    if not wanted:
        with pytest.raises(Invalid):
            days(first, last, tuple(weekdays))
    else:
        assert list(days(first, last, tuple(weekdays))) == wanted
