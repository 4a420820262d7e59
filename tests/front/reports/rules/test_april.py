"""Which April is looked at, and what lapses at a change of 年度."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.front.reports.rules import april
from ibasho.front.reports.rules.april import Turn

R9 = Turn(2027, date(2026, 11, 26))


@pytest.mark.parametrize(
    ("today", "nendo"),
    [
        (date(2026, 9, 30), 2026), (date(2026, 10, 1), 2027), (date(2026, 12, 31), 2027), (date(2027, 1, 1), 2027),
        (date(2027, 3, 31), 2027), (date(2027, 4, 1), 2027), (date(2027, 9, 30), 2027), (date(2027, 10, 1), 2028),
    ],
)  # fmt: skip
def test_the_coming_change_or_the_one_that_runs(today: date, nendo: int) -> None:
    assert april.coming(today) == nendo
    assert april.check_nendo(nendo, today) == nendo
    for far in (nendo - 2, nendo + 2):
        with pytest.raises(Invalid):
            april.check_nendo(far, today)


def test_a_turn_lies_between_31_march_and_1_april() -> None:
    assert (R9.last, R9.first, R9.from_day) == (date(2027, 3, 31), date(2027, 4, 1), date(2027, 4, 1))
    assert Turn(2027, date(2027, 5, 2)).from_day == date(2027, 5, 2)


@pytest.mark.parametrize(
    ("spans", "lapsing"),
    [
        ([], set()),
        ([(1, None, None)], set()),
        ([(1, None, date(2027, 3, 31))], {1}),
        ([(1, None, date(2027, 3, 31)), (1, date(2027, 4, 1), None)], set()),
        ([(1, None, date(2027, 3, 31)), (1, date(2027, 4, 8), None)], {1}),
        ([(1, None, date(2027, 3, 30))], set()),
        ([(1, None, date(2027, 3, 31)), (2, date(2027, 4, 1), None)], {1}),
        ([(1, None, date(2027, 4, 1))], set()),
    ],
)  # fmt: skip
def test_what_holds_on_the_last_day_and_not_on_the_first(
    spans: list[tuple[int, date | None, date | None]], lapsing: set[int]
) -> None:
    assert april.lapsing(spans, R9) == lapsing


@given(some.lists(some.tuples(some.integers(0, 3), some.none() | some.dates(), some.none() | some.dates())))
def test_who_goes_on_without_an_end_never_lapses(spans: list[tuple[int, date | None, date | None]]) -> None:
    assert 9 not in april.lapsing([*spans, (9, None, None)], R9)


def test_every_step_says_what_why_who_by_when_and_where() -> None:
    assert len(april.BY_CODE) == len(april.STEPS)
    for one in april.STEPS:
        assert all((one.title, one.why, one.who, one.until, one.page)), one.code
        assert april.check_step(one.code) is one
    groups = [one.group for one in april.STEPS]
    assert groups == sorted(groups, key=list(april.Group).index), "a group stands together"
    with pytest.raises(Invalid):
        april.check_step("nothing")


def test_only_what_was_ticked_is_unticked() -> None:
    april.check_untick(True)
    with pytest.raises(Conflict):
        april.check_untick(False)
