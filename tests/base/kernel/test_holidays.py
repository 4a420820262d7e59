from __future__ import annotations

import time
from datetime import date, timedelta

import pytest

from ibasho.base.kernel import holidays


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 11, 23), "勤労感謝の日"),
        (date(2026, 9, 22), "国民の休日"),
        (date(2026, 5, 6), "憲法記念日 振替休日"),
        (date(2026, 11, 22), None),  # a Sunday
        (date(2026, 12, 29), None),  # the city is closed, the nation is not
    ],
)
def test_the_holidays_of_2026(day: date, name: str | None) -> None:
    assert holidays.holiday_name(day) == name
    assert holidays.is_holiday(day) is (name is not None)


def test_a_year_is_worked_out_once() -> None:
    assert len(holidays.of_year(2026)) == 18
    assert holidays.of_year(2026) is holidays.of_year(2026)


def test_a_season_of_a_thousand_places_is_asked_in_a_blink() -> None:
    days = [date(2026, 11, 23) + timedelta(days=n) for n in range(120)]
    started = time.perf_counter()
    found = sum(holidays.is_holiday(day) for _ in range(1000) for day in days)
    assert found == 7 * 1000
    assert time.perf_counter() - started < 2  # about 0.02 s when the machine is idle
