"""From plan to done and back, and which days are compared."""

from __future__ import annotations

from datetime import date

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.openhouse.rules.improving import Days, after, before, windows

JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)
PLANNED = Days("planned", None, None)
WORKS = Days("works", JUNE, None)
DONE = Days("done", JUNE, JULY)


@pytest.mark.parametrize(
    ("now", "step", "expected"),
    [
        (PLANNED, "works", WORKS),
        (WORKS, "done", DONE),
        (PLANNED, "done", Days("done", None, JULY)),
        (WORKS, "stopped", Days("stopped", JUNE, None)),
    ],
    ids=["begins", "is-done", "at-once", "given-up"],
)
def test_a_step_follows(now: Days, step: str, expected: Days) -> None:
    day = JUNE if step == "works" else JULY
    assert after(step, now, day) == expected


@pytest.mark.parametrize(("now", "step"), [(DONE, "works"), (WORKS, "works"), (PLANNED, "planned")])
def test_a_step_that_does_not_follow_is_refused(now: Days, step: str) -> None:
    with pytest.raises(Conflict):
        after(step, now, JULY)


def test_nothing_is_done_before_it_was_begun() -> None:
    with pytest.raises(Invalid):
        after("done", Days("works", JULY, None), JUNE)


def test_each_step_can_be_taken_back() -> None:
    assert before(DONE) == WORKS
    assert before(WORKS) == PLANNED
    assert before(Days("done", None, JULY)) == PLANNED
    assert before(Days("stopped", JUNE, None)) == WORKS
    with pytest.raises(Conflict):
        before(PLANNED)


def test_the_28_days_before_the_works_and_those_since_as_far_as_they_are_over() -> None:
    assert windows(WORKS, JULY) is None and windows(DONE, JULY) is None
    first, second = windows(DONE, date(2026, 7, 11)) or (None, None)
    assert first == (date(2026, 5, 4), date(2026, 5, 31)) and second == (JULY, date(2026, 7, 10))
    _, later = windows(DONE, date(2026, 12, 1)) or (None, None)
    assert later == (JULY, date(2026, 7, 28))
