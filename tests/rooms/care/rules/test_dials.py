"""The three clocks of a note: what is over, what runs, what is late, and since when it is late for long."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from ibasho.base.kernel.clock import JST
from ibasho.rooms.care.rules.dials import Hand, Step, dial, raised_before

CAME = datetime(2026, 11, 24, 15, 0, tzinfo=JST)
HOURS = timedelta(hours=1)


@pytest.mark.parametrize(
    ("hours", "hand", "share", "left"),
    [
        (0, Hand.RUNNING, 0, "あと 2日"),
        (12, Hand.RUNNING, 25, "あと 36時間"),
        (36, Hand.SOON, 75, "あと 12時間"),
        (47.5, Hand.SOON, 99, "あと 1時間たらず"),
        (48, Hand.LATE, 100, "すぎたばかりです"),
        (53, Hand.LATE, 100, "5時間 すぎています"),
        (120, Hand.LATE, 100, "3日 すぎています"),
    ],
)
def test_the_48_hours_run_to_the_minute(hours: float, hand: Hand, share: int, left: str) -> None:
    found = dial(Step.CHECK, start=CAME, due=CAME + 48 * HOURS, done_at=None, at=CAME + hours * HOURS)
    assert (found.hand, found.share, found.left) == (hand, share, left)


def test_a_day_is_in_time_until_its_midnight() -> None:
    due = date(2026, 11, 25)
    evening = dial(
        Step.TAKE, start=CAME, due=due, done_at=None, at=datetime(2026, 11, 25, 23, 30, tzinfo=JST)
    )
    assert (evening.hand, evening.last_day) == (Hand.SOON, due)
    assert (
        dial(Step.TAKE, start=CAME, due=due, done_at=None, at=datetime(2026, 11, 26, tzinfo=JST)).hand
        is Hand.LATE
    )


def test_what_is_done_is_done_and_a_glad_note_needs_no_look() -> None:
    done = dial(Step.CHECK, start=CAME, due=CAME, done_at=CAME + 99 * HOURS, at=CAME + 200 * HOURS)
    assert (done.hand, done.left) == (Hand.DONE, "")
    none = dial(Step.CHECK, start=CAME, due=None, done_at=None, at=CAME + 200 * HOURS)
    assert (none.hand, none.last_day) == (Hand.NONE, None)


@pytest.mark.parametrize(
    ("today", "before"),
    [
        (date(2026, 11, 26), date(2026, 11, 25)),
        (date(2026, 11, 24), date(2026, 11, 20)),  # Monday was a holiday
        (date(2027, 1, 5), date(2027, 1, 4)),
        (date(2027, 1, 4), date(2026, 12, 28)),
    ],
)
def test_late_for_long_counts_working_days(today: date, before: date) -> None:
    assert raised_before(today) == before
