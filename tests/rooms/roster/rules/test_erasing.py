"""The edges of the law's two clocks, as a table."""

from __future__ import annotations

from datetime import date

import pytest

from ibasho.rooms.roster.rules import erasing


@pytest.mark.parametrize(
    ("done_on", "ended_on", "erase_on"),
    [
        (None, None, None),
        (None, date(2026, 11, 24), date(2026, 12, 24)),
        (
            date(2026, 4, 1),
            None,
            date(2032, 4, 30),
        ),  # five years later is 2031-04-01: the 年度 ends 2032-03-31
        (date(2026, 3, 31), None, date(2031, 4, 30)),  # the last day of a 年度: 2031-03-31, that same day
        (date(2027, 3, 31), None, date(2032, 4, 30)),
        (date(2026, 12, 25), None, date(2032, 4, 30)),  # the first day of the law
        (date(2024, 2, 29), None, date(2029, 4, 30)),  # 29 February falls on the 28th
        (date(2026, 4, 1), date(2026, 11, 24), date(2026, 12, 24)),  # leaving is sooner
        (date(2026, 3, 31), date(2031, 4, 15), date(2031, 4, 30)),  # the 年度 is sooner
        (date(2026, 3, 31), date(2031, 3, 31), date(2031, 4, 30)),  # the same day
        (None, date(2028, 1, 30), date(2028, 2, 29)),  # over a leap day
        (None, date(2026, 12, 31), date(2027, 1, 30)),
    ],
)
def test_dates_go_by_whichever_clock_is_first(
    done_on: date | None, ended_on: date | None, erase_on: date | None
) -> None:
    assert erasing.dates_erase_on(done_on=done_on, ended_on=ended_on) == erase_on


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 11, 24), date(2031, 11, 24)),
        (date(2024, 2, 29), date(2029, 2, 28)),
        (date(2023, 2, 28), date(2028, 2, 28)),
    ],
)
def test_five_years_later(day: date, later: date) -> None:
    assert erasing.years_later(day) == later
