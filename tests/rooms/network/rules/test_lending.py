"""On no day is more promised than there is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.network.rules import lending as rules
from ibasho.rooms.network.rules.lending import Span

D = date(2026, 12, 1)


def at(first: int, last: int, count: int = 1) -> Span:
    return Span(D + timedelta(days=first), D + timedelta(days=last), count)


def test_two_pots_and_three_who_want_one() -> None:
    rules.check_free(2, at(0, 3), [at(2, 5), at(4, 6)])
    with pytest.raises(Conflict, match="12月5日（土）は のこり 0"):
        rules.check_free(2, at(3, 4), [at(2, 5), at(4, 6)])


@given(
    st.integers(1, 5),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 6), st.integers(1, 3)), max_size=15),
)
def test_whatever_is_asked_in_whatever_order_there_is_enough_on_every_day(
    there_are: int, wishes: list[tuple[int, int, int]]
) -> None:
    held: list[Span] = []
    for first, longer, count in wishes:
        wish = at(first, first + longer, count)
        try:
            rules.check_free(there_are, wish, held)
        except Conflict:
            continue
        held.append(wish)
    assert all(rules.out_on(D + timedelta(days=day), held) <= there_are for day in range(30))


@pytest.mark.parametrize(
    ("first", "last", "count", "field"),
    [(-1, 0, 1, "starts_on"), (3, 2, 1, "ends_on"), (0, 60, 1, "ends_on"), (401, 402, 1, "ends_on"), (0, 0, 3, "count"), (0, 0, 0, "count")],
)  # fmt: skip
def test_a_wish_that_cannot_be(first: int, last: int, count: int, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        rules.check_ask(D + timedelta(days=first), D + timedelta(days=last), count, 2, D)
    assert field in refusal.value.fields


def test_steps_go_forward_only() -> None:
    rules.check_next("asked", "agreed")
    rules.check_next("lent", "back")
    for state, wish in (("asked", "lent"), ("lent", "off"), ("back", "lent"), ("declined", "agreed")):
        with pytest.raises(Conflict):
            rules.check_next(state, wish)


def test_not_fewer_than_are_promised() -> None:
    out = rules.most_out(D, [at(0, 2), at(2, 4), at(-9, -3, 5)])
    assert out == 2
    with pytest.raises(Invalid, match="もう 2を"):
        rules.check_item(1, out)
