"""A line's states by a table: on, back again where somebody pressed the wrong button, and what is over for good."""

from __future__ import annotations

from datetime import date

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.front.reports.rules import lines
from ibasho.front.reports.rules.kinds import LineState as S

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("state", "ways"),
    [
        (S.IDEA, {S.PLANNED, S.STOPPED}),
        (S.PLANNED, {S.RUNNING, S.IDEA, S.STOPPED}),
        (S.RUNNING, {S.DONE, S.PLANNED, S.STOPPED}),
        (S.DONE, {S.RUNNING}),
        (S.STOPPED, {S.IDEA}),
    ],
)
def test_the_way_on_and_back(state: S, ways: set[S]) -> None:
    found = set(lines.ways(state, nendo=2026, today=TODAY, followed=False))
    assert found == ways
    for to in S:
        if to in ways:
            assert lines.move(state, to, nendo=2026, today=TODAY, followed=False) is to
        else:
            with pytest.raises(Conflict):
                lines.move(state, to, nendo=2026, today=TODAY, followed=False)


@pytest.mark.parametrize("state", [S.DONE, S.STOPPED])
def test_what_goes_on_already_is_over_for_good(state: S) -> None:
    assert lines.ways(state, nendo=2025, today=TODAY, followed=True) == ()
    with pytest.raises(Conflict, match="つぎの 年度"):
        lines.move(state, lines.WAYS[state][0], nendo=2025, today=TODAY, followed=True)


def test_nothing_runs_before_its_year() -> None:
    assert S.RUNNING not in lines.ways(S.PLANNED, nendo=2027, today=TODAY, followed=False)
    with pytest.raises(Conflict, match="令和9年度は まだ"):
        lines.move(S.PLANNED, S.RUNNING, nendo=2027, today=TODAY, followed=False)
    assert lines.move(S.PLANNED, S.RUNNING, nendo=2027, today=date(2027, 4, 1), followed=False) is S.RUNNING


@pytest.mark.parametrize(
    ("nendo", "may", "may_not"), [(2027, S.PLANNED, S.RUNNING), (2026, S.RUNNING, S.DONE), (2020, S.DONE, None)]
)  # fmt: skip
def test_where_a_line_may_begin(nendo: int, may: S, may_not: S | None) -> None:
    assert lines.check_beginning(may, nendo, TODAY) is may
    if may_not is not None:
        with pytest.raises(Invalid):
            lines.check_beginning(may_not, nendo, TODAY)


@pytest.mark.parametrize("code", ["R7-6-3", "A", "R8", "X" * 24])
def test_codes_that_may_be(code: str) -> None:
    assert lines.check_code(code) == code


@pytest.mark.parametrize("code", ["", "r7", "new", "7-1", "R7_1", "Ｒ7", "R7 1", "R7/1", "X" * 25, "R7\n"])
def test_codes_that_would_lead_nowhere(code: str) -> None:
    with pytest.raises(Invalid) as refused:
        lines.check_code(code)
    assert "code" in refused.value.fields


def test_a_stopped_line_does_not_go_on_and_time_runs_forward() -> None:
    with pytest.raises(Conflict):
        lines.check_next(2027, 2026, S.STOPPED)
    with pytest.raises(Invalid):
        lines.check_next(2026, 2026, S.DONE)
    lines.check_next(2027, 2026, S.DONE)


def test_days_stand_in_order() -> None:
    lines.check_days(TODAY, TODAY)
    lines.check_days(None, TODAY)
    with pytest.raises(Invalid):
        lines.check_days(TODAY, date(2026, 11, 25))


@pytest.mark.parametrize("nendo", [1999, 2101])
def test_a_year_far_away_is_a_slip_of_the_pen(nendo: int) -> None:
    with pytest.raises(Invalid):
        lines.check_nendo(nendo)
