"""When an entry is due, whom to telephone, and what a signed link still opens."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.town.places.rules.verification import (
    Link,
    LinkState,
    ask_next_on,
    is_due,
    link_state,
    may_ask,
    read_link,
)

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(("days", "due"), [(0, False), (89, False), (90, True), (400, True)])
def test_an_entry_is_due_after_so_many_days(days: int, due: bool) -> None:
    verified_on = TODAY - timedelta(days=days)
    assert is_due(verified_on, TODAY, fresh_days=90) is due
    assert (ask_next_on(verified_on, fresh_days=90) <= TODAY) is due


def test_what_nobody_confirmed_is_due() -> None:
    assert is_due(None, TODAY, fresh_days=90)


@pytest.mark.parametrize(("days", "may"), [(0, False), (29, False), (30, True)])
def test_nobody_is_asked_more_often_than_every_30_days(days: int, may: bool) -> None:
    assert may_ask(TODAY - timedelta(days=days), TODAY) is may


def test_who_was_never_asked_may_be_asked() -> None:
    assert may_ask(None, TODAY)


@given(st.text("ACDEFHJ", min_size=1, max_size=16), st.dates(), st.one_of(st.none(), st.dates()))
def test_a_link_reads_back_as_it_was_written(
    public_id: str, issued_on: date, verified_on: date | None
) -> None:
    link = Link(public_id, issued_on, verified_on)
    assert read_link(link.to_text()) == link


@given(st.text(max_size=40))
def test_reading_never_fails(text: str) -> None:
    assert read_link(text) is None or isinstance(read_link(text), Link)


@pytest.mark.parametrize(
    ("known", "now", "age", "state"),
    [
        (None, None, 0, LinkState.OPEN),
        (None, None, 60, LinkState.OPEN),
        (None, None, 61, LinkState.EXPIRED),
        (None, TODAY, 0, LinkState.USED),
        (TODAY - timedelta(days=90), TODAY, 61, LinkState.USED),
        (TODAY - timedelta(days=90), TODAY - timedelta(days=90), 5, LinkState.OPEN),
    ],
)
def test_what_a_link_still_opens(known: date | None, now: date | None, age: int, state: LinkState) -> None:
    assert link_state(Link("ABC", TODAY - timedelta(days=age), known), now, TODAY) == state
