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
        (0, Hand.RUNNING, 0, "11月26日（木） 15:00まで"),
        (12, Hand.RUNNING, 25, "あした（11月26日） 15:00まで"),
        (36, Hand.SOON, 75, "あと 12時間"),
        (47.5, Hand.SOON, 99, "あと 1時間 ありません"),
        (48, Hand.LATE, 100, "すぎたばかりです"),
        (53, Hand.LATE, 100, "15:00から すぎています"),
        (120, Hand.LATE, 100, "11月26日から すぎています"),
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


@pytest.mark.parametrize(
    ("at", "left", "dated"),
    [
        (datetime(2026, 11, 26, 9, tzinfo=JST), "11月30日（月）まで", True),
        (datetime(2026, 11, 29, 23, tzinfo=JST), "あした（11月30日）まで", True),
        (datetime(2026, 11, 30, 9, tzinfo=JST), "あと 15時間", False),
        (datetime(2026, 12, 1, 9, tzinfo=JST), "きょうから すぎています", False),
        (datetime(2026, 12, 4, 9, tzinfo=JST), "12月1日から すぎています", False),
    ],
)
def test_a_day_is_named_as_people_name_it(at: datetime, left: str, dated: bool) -> None:
    found = dial(Step.ANSWER, start=CAME, due=date(2026, 11, 30), done_at=None, at=at)
    assert (found.left, found.dated) == (left, dated)


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
