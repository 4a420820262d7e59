"""Five steps in their order, none passed over in silence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.voices.rules import steps as rules
from ibasho.rooms.voices.rules.kinds import StepKind
from ibasho.rooms.voices.rules.steps import At, Facts

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
CLOSED = Facts("closed", themes=2)


def row(done: int) -> list[At]:
    """The first `done` steps are done, a day apart."""
    return [
        At(kind, done_on=TODAY - (10 - number) * DAY if number < done else None)
        for number, kind in enumerate(StepKind)
    ]


@given(st.integers(0, 5), st.sampled_from(list(StepKind)))
def test_only_the_next_step_may_be_settled(done: int, kind: StepKind) -> None:
    steps = row(done)
    if kind == rules.current(steps):
        rules.check_order(kind, steps)
        return
    with pytest.raises(Conflict) as refusal:
        rules.check_order(kind, steps)
    assert refusal.value.code == ("step.settled" if list(StepKind).index(kind) < done else "step.order")


def test_a_step_with_a_reason_counts_as_settled() -> None:
    steps = [At(StepKind.PLAN, skipped_why="前の年の 計画を つかった"), *row(0)[1:]]
    rules.check_done(StepKind.PREPARE, TODAY, "", steps, Facts("draft"), today=TODAY)


@pytest.mark.parametrize(
    ("kind", "done", "facts", "note", "refusal"),
    [
        (StepKind.LISTEN, 2, Facts("open"), "", "step.listening"),
        (StepKind.LISTEN, 2, Facts("closed"), "", ""),
        (StepKind.REFLECT, 3, Facts("closed", themes=3, undecided=1), "だいたい", "step.undecided"),
        (StepKind.REFLECT, 3, Facts("closed"), "", "step.no_theme"),
        (StepKind.REFLECT, 3, Facts("closed"), "投票の 結果を そのまま 理念に した", ""),
        (StepKind.REFLECT, 3, Facts("closed", themes=3), "", ""),
        (StepKind.FEEDBACK, 4, Facts("closed", themes=3, untold=2), "", "step.untold"),
        (StepKind.FEEDBACK, 4, Facts("closed", themes=3, untold=2), "学校は 休校中なので 手紙で", ""),
        (StepKind.FEEDBACK, 4, Facts("closed", themes=3), "", ""),
    ],
)
def test_what_a_step_must_have_behind_it(
    kind: StepKind, done: int, facts: Facts, note: str, refusal: str
) -> None:
    if not refusal:
        rules.check_done(kind, TODAY, note, row(done), facts, today=TODAY)
        return
    with pytest.raises(Conflict) as told:
        rules.check_done(kind, TODAY, note, row(done), facts, today=TODAY)
    assert told.value.code == refusal


@pytest.mark.parametrize(
    ("day", "refusal"), [(TODAY + DAY, "step.future"), (TODAY - 30 * DAY, "step.day"), (TODAY, "")]
)
def test_days_go_forward_and_never_ahead_of_today(day: date, refusal: str) -> None:
    if not refusal:
        rules.check_done(StepKind.REFLECT, day, "", row(3), CLOSED, today=TODAY)
        return
    with pytest.raises(Invalid) as told:
        rules.check_done(StepKind.REFLECT, day, "", row(3), CLOSED, today=TODAY)
    assert told.value.code == refusal
    assert "done_on" in told.value.fields


def test_listening_that_began_is_not_passed_over() -> None:
    rules.check_skip(StepKind.LISTEN, row(2), Facts("draft"))
    with pytest.raises(Conflict) as told:
        rules.check_skip(StepKind.LISTEN, row(2), Facts("open"))
    assert told.value.code == "step.heard"


@pytest.mark.parametrize(
    ("kind", "done", "state", "refusal"),
    [
        (StepKind.PREPARE, 2, "draft", ""),
        (StepKind.PLAN, 2, "draft", "step.later"),
        (StepKind.PREPARE, 2, "open", "step.open"),
        (StepKind.LISTEN, 3, "closed", "step.closed"),
        (StepKind.REFLECT, 4, "closed", ""),
        (StepKind.FEEDBACK, 5, "closed", ""),
        (StepKind.FEEDBACK, 5, "finished", "step.finished"),
        (StepKind.FEEDBACK, 4, "closed", "step.not_settled"),
    ],
)
def test_taking_back_what_nothing_rests_on(kind: StepKind, done: int, state: str, refusal: str) -> None:
    if not refusal:
        rules.check_take_back(kind, row(done), Facts(state))
        return
    with pytest.raises(Conflict) as told:
        rules.check_take_back(kind, row(done), Facts(state))
    assert told.value.code == refusal


def test_the_days_of_a_hearing_are_the_days_of_its_steps() -> None:
    planned = rules.plan_of(TODAY, TODAY + 14 * DAY, 60)
    assert planned == {
        StepKind.PLAN: TODAY,
        StepKind.PREPARE: TODAY,
        StepKind.LISTEN: TODAY + 14 * DAY,
        StepKind.REFLECT: TODAY + 44 * DAY,
        StepKind.FEEDBACK: TODAY + 74 * DAY,
    }
    assert rules.plan_of(TODAY, None, 60)[StepKind.FEEDBACK] is None


def test_late_is_what_is_past_its_day_and_not_settled() -> None:
    yesterday = TODAY - DAY
    assert At(StepKind.REFLECT, planned_on=yesterday).is_late(TODAY)
    assert not At(StepKind.REFLECT, planned_on=TODAY).is_late(TODAY)
    assert not At(StepKind.REFLECT, planned_on=yesterday, skipped_why="わけ").is_late(TODAY)
