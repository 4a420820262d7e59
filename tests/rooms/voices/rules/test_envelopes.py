"""An answer as bytes, and when many of them are poured."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.voices.rules import envelopes
from ibasho.rooms.voices.rules.answers import Given, Picked, Said
from ibasho.rooms.voices.rules.envelopes import Letter

DAY = date(2026, 11, 24)
PICKS = st.builds(
    Picked, st.integers(1, 10**9), st.none() | st.integers(1, 10**9), st.none() | st.integers(1, 9), st.none()
)
TEXTS = st.builds(Said, st.integers(1, 10**9), st.text(st.characters(codec="utf-8"), max_size=300))


def letter(given: Given) -> Letter:
    return Letter(uuid.uuid4(), 7, DAY - timedelta(days=9), DAY, "a" * 64, given)


@examples(st.lists(PICKS, max_size=30), st.lists(TEXTS, max_size=3))
def test_what_goes_in_comes_out(picks: list[Picked], texts: list[Said]) -> None:
    sent = letter(Given("child", "upper", "M01", "small", tuple(picks), tuple(texts)))
    assert envelopes.unpacked(envelopes.packed(sent)) == sent


def test_the_longest_words_fit_and_no_more() -> None:
    picks = tuple(Picked(1_000_000 + n, 1_000_000 + n) for n in range(60))
    long = Given("child", "upper", "M01", "small", picks, tuple(Said(n, "𠮟" * 375) for n in range(4)))
    assert len(envelopes.packed(letter(long))) <= envelopes.SIZE
    with pytest.raises(Invalid):
        envelopes.packed(letter(Given("child", "upper", "", "small", (), (Said(1, "あ" * 3_000),))))


@pytest.mark.parametrize(
    ("days", "is_open", "ready"),
    [
        ([DAY] * 9, True, False),
        ([DAY] * 10, True, True),
        ([DAY], False, True),
        ([DAY, DAY - timedelta(days=1)], True, True),
        ([], False, False),
    ],
    ids=["nine wait", "ten go", "the hearing is closed", "a day is over", "nobody"],
)
def test_answers_wait_until_they_can_hide_among_each_other(
    days: list[date], is_open: bool, ready: bool
) -> None:
    assert envelopes.are_ready(days, is_open=is_open, today=DAY) is ready
