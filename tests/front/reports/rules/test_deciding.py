"""What a 課題 and a 決定 must say, and what a decision moves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.front.reports.rules import deciding as rules
from ibasho.front.reports.rules.kinds import DecisionKind as K
from ibasho.front.reports.rules.kinds import LineState as L
from ibasho.front.reports.rules.kinds import PilotState as S
from tests.front.reports.trying_ground import TODAY
from tests.make import AT

ONE = timedelta(days=1)


@pytest.mark.parametrize(
    ("count", "count_of", "may"),
    [(None, None, True), (1, 1, True), (3, 7, True), (0, 7, False), (8, 7, False), (None, 7, False), (3, None, False)],
)  # fmt: skip
def test_a_count_is_of_those_heard(count: int | None, count_of: int | None, may: bool) -> None:
    if may:
        return rules.check_count(count, count_of)
    with pytest.raises(Invalid) as refused:
        rules.check_count(count, count_of)
    assert "count" in refused.value.fields
    return None


@pytest.mark.parametrize(
    ("kind", "days", "next_nendo", "field"),
    [
        (K.CONTINUE, 0, 2026, ""), (K.CONTINUE, 0, None, ""), (K.STOP, -1, None, ""),
        (K.CONTINUE, 1, None, "decided_on"), (K.STOP, 0, 2026, "next_line"), (K.LAUNCH, 0, 2025, "next_line"),
    ],
)  # fmt: skip
def test_a_decision_leads_to_a_later_year(kind: K, days: int, next_nendo: int | None, field: str) -> None:
    if not field:
        return rules.check_decided(kind, TODAY + days * ONE, TODAY, nendo=2025, next_nendo=next_nendo)
    with pytest.raises(Invalid) as refused:
        rules.check_decided(kind, TODAY + days * ONE, TODAY, nendo=2025, next_nendo=next_nendo)
    assert field in refused.value.fields
    return None


@pytest.mark.parametrize(
    ("kind", "was", "then"),
    [(K.STOP, L.RUNNING, L.STOPPED), (K.STOP, L.DONE, L.DONE), (K.LAUNCH, L.RUNNING, L.RUNNING), (K.CHANGE, L.STOPPED, L.STOPPED)],
)  # fmt: skip
def test_a_stop_stops_what_is_not_done(kind: K, was: L, then: L) -> None:
    assert rules.line_after(kind, was) is then


@pytest.mark.parametrize("state", list(S))
def test_nothing_is_decided_of_a_trial_that_runs(state: S) -> None:
    if state in (S.PLANNED, S.RUNNING):
        with pytest.raises(Conflict):
            rules.check_pilot(state)
    else:
        rules.check_pilot(state)


def test_a_day_to_take_back_then_only_to_correct() -> None:
    rules.check_taken_back(AT, AT + ONE, corrected=False)
    rules.check_corrects(AT, AT + 2 * ONE, corrected=False)
    for check, later, corrected in (
        (rules.check_taken_back, 2 * ONE, False), (rules.check_taken_back, ONE, True),
        (rules.check_corrects, ONE, False), (rules.check_corrects, 2 * ONE, True),
    ):  # fmt: skip
        with pytest.raises(Conflict):
            check(AT, AT + later, corrected=corrected)
