"""起案 → 確認 → 決裁, who may look, when a number is shown, what a hand-back says."""

from __future__ import annotations

from datetime import date

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed
from ibasho.rooms.openhouse.rules import approval, handback, keys
from ibasho.rooms.openhouse.rules.kinds import ApplicationState, StepKind

WAY = {
    ("draft", "applied"): "drafted",
    ("check", "drafted"): "checked",
    ("decide", "checked"): "approved",
    ("decline", "applied"): "declined",
    ("decline", "drafted"): "declined",
    ("decline", "checked"): "declined",
}


@pytest.mark.parametrize("step", list(StepKind))
@pytest.mark.parametrize("state", list(ApplicationState))
def test_each_step_from_each_state(step: StepKind, state: ApplicationState) -> None:
    expected = WAY.get((step.value, state.value))
    if expected is None:
        with pytest.raises(Conflict):
            approval.after(step, state)
    else:
        assert approval.after(step, state) == expected


@pytest.mark.parametrize(
    ("step", "person", "may"),
    [
        ("draft", 1, True),
        ("draft", 9, True),
        ("check", 1, False),
        ("check", 2, True),
        ("decide", 1, False),
        ("decide", 2, True),
        ("decide", 9, False),
        ("decline", 1, True),
    ],
)
def test_nobody_looks_over_what_is_their_own(step: str, person: int, may: bool) -> None:
    """1 drafted, 9 wrote the application."""
    if may:
        approval.check_person(StepKind(step), person, drafted_by=1, applied_by=9)
    else:
        with pytest.raises(NotAllowed):
            approval.check_person(StepKind(step), person, drafted_by=1, applied_by=9)


@pytest.mark.parametrize("state", list(ApplicationState))
def test_only_what_lives_is_cancelled(state: ApplicationState) -> None:
    if state in ("declined", "cancelled"):
        with pytest.raises(Conflict):
            approval.check_cancel(state)
    else:
        approval.check_cancel(state)


@pytest.mark.parametrize(
    ("key", "easy"),
    [("000000", True), ("123456", True), ("654321", True), ("121212", True), ("384751", False)],
)
def test_easy_numbers(key: str, easy: bool) -> None:
    assert keys.is_easy(key) is easy


def test_a_number_has_six_digits() -> None:
    made = {keys.new_key() for _ in range(50)}
    assert all(len(one) == 6 and one.isdigit() for one in made)
    assert len(made) > 40


@pytest.mark.parametrize(
    ("today", "shown"),
    [
        ("2026-12-01", False),
        ("2026-12-02", True),
        ("2026-12-03", True),
        ("2026-12-04", False),
        ("2026-12-09", True),
    ],
)
def test_the_number_is_shown_from_the_day_before(today: str, shown: bool) -> None:
    assert keys.is_shown([date(2026, 12, 3), date(2026, 12, 10)], date.fromisoformat(today)) is shown


def test_what_is_left_open_wants_a_word() -> None:
    every = [one.value for one in handback.Check]
    assert handback.check_list(reversed(every), "") == every
    with pytest.raises(Invalid):
        handback.check_list(every[1:], " ")
    assert handback.check_list([*every[1:], "unknown"], "いすが 1つ こわれました") == every[1:]
