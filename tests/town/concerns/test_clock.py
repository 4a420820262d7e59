"""By when the centre has looked: the working day after."""

from __future__ import annotations

from datetime import date

import pytest

from ibasho.town.concerns.rules import clock


@pytest.mark.parametrize(
    ("received", "by"),
    [
        (date(2026, 11, 24), date(2026, 11, 25)),  # Tuesday → Wednesday
        (date(2026, 11, 27), date(2026, 11, 30)),  # Friday → Monday
        (date(2026, 11, 20), date(2026, 11, 24)),  # Friday before 勤労感謝の日 → Tuesday
        (date(2026, 11, 21), date(2026, 11, 24)),  # Saturday → Tuesday
        (date(2026, 12, 28), date(2027, 1, 4)),  # the last working day of the year → 仕事始め
    ],
)
def test_the_next_working_day(received: date, by: date) -> None:
    assert clock.answer_by(received) == by
    assert not clock.is_late(by, by)
    assert clock.is_late(by, date(2027, 2, 1))


def test_words_and_rows_have_their_time() -> None:
    assert clock.words_go_before(date(2027, 3, 1)) == date(2026, 12, 1)
    assert clock.rows_go_before(date(2032, 4, 1)) == date(2027, 4, 1)


@pytest.mark.parametrize(
    ("today", "before"),
    [
        (date(2026, 11, 27), date(2026, 11, 24)),  # Friday: Thursday, Wednesday, Tuesday
        (date(2026, 11, 25), date(2026, 11, 19)),  # Wednesday: Tuesday, Friday before 勤労感謝の日, Thursday
        (date(2026, 11, 28), date(2026, 11, 25)),  # Saturday: Friday, Thursday, Wednesday
    ],
)
def test_three_working_days_to_see_to_one(today: date, before: date) -> None:
    assert clock.held_before(today) == before
