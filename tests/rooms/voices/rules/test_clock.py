"""The answer clock: from the voice's day, from the last day of a hearing, and to the day that was promised."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.voices.rules import clock
from ibasho.rooms.voices.rules.clock import Hand

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("since", "closes", "due"),
    [
        (date(2026, 9, 1), None, date(2026, 10, 31)),  # a box that never closes: sixty days from the voice
        (
            date(2026, 9, 1),
            date(2026, 9, 30),
            date(2026, 11, 29),
        ),  # nobody decides before everybody was heard
        (date(2026, 10, 2), date(2026, 9, 30), date(2026, 12, 1)),  # a sheet that was typed in late
    ],
)
def test_by_when_a_theme_wants_its_answer(since: date, closes: date | None, due: date) -> None:
    assert clock.answer_by(since, closes, 60) == due


@pytest.mark.parametrize(
    ("due", "last", "hand", "days"),
    [
        (TODAY + 8 * DAY, None, Hand.RUNNING, 8),
        (TODAY + 7 * DAY, None, Hand.SOON, 7),
        (TODAY, None, Hand.SOON, 0),
        (TODAY - DAY, None, Hand.LATE, -1),
        (TODAY - 40 * DAY, ("considering", TODAY + 20 * DAY), Hand.RUNNING, 20),
        (TODAY - 40 * DAY, ("considering", TODAY - 2 * DAY), Hand.LATE, -2),
        (TODAY - 40 * DAY, ("cannot", None), Hand.ANSWERED, 0),
        (TODAY - 40 * DAY, ("partly", None), Hand.ANSWERED, 0),
    ],
)
def test_the_hand_of_the_clock(
    due: date, last: tuple[str, date | None] | None, hand: Hand, days: int
) -> None:
    found = clock.read(due, last, TODAY)
    assert (found.hand, found.days) == (hand, days)
    assert found.late_days == max(0, -days)


def test_considering_promises_a_day_that_comes_and_comes_soon_enough() -> None:
    assert clock.next_day("considering", TODAY + DAY, TODAY) == TODAY + DAY
    assert clock.next_day("cannot", TODAY + DAY, TODAY) is None
    for wrong in (None, TODAY, TODAY - DAY, TODAY + 181 * DAY):
        with pytest.raises(Invalid) as refusal:
            clock.next_day("considering", wrong, TODAY)
        assert set(refusal.value.fields) == {"next_on"}


def test_the_middle_number_of_days_to_an_answer() -> None:
    assert clock.median_days([]) is None
    assert clock.median_days([(TODAY - 3 * DAY, TODAY)]) == 3.0
    assert clock.median_days([(TODAY - n * DAY, TODAY) for n in (1, 4, 10, 90)]) == 7.0
