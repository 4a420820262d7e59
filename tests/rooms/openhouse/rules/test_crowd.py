"""The word for how full it is, and the numbers of a door, by tables."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.openhouse.rules import counting, diary
from ibasho.rooms.openhouse.rules.crowd import STATE_OF, Limits, check, crowd
from ibasho.rooms.openhouse.rules.kinds import Crowd

TWENTY = Limits(20, 40, 75)


@pytest.mark.parametrize(
    ("inside", "word"),
    [(0, "quiet"), (8, "quiet"), (9, "normal"), (14, "normal"), (15, "lively"), (19, "lively"), (20, "full"), (23, "full")],
)  # fmt: skip
def test_the_word_for_so_many(inside: int, word: str) -> None:
    assert crowd(inside, TWENTY) == word


@given(st.integers(1, 300), st.integers(0, 400))
def test_more_heads_are_never_a_quieter_word(heads_max: int, inside: int) -> None:
    order, limits = list(Crowd), Limits(heads_max)
    assert order.index(crowd(inside, limits)) <= order.index(crowd(inside + 1, limits))


def test_every_word_has_a_picture() -> None:
    assert set(STATE_OF) == set(Crowd)


@pytest.mark.parametrize("limits", [Limits(0), Limits(20, 75, 75), Limits(20, 0, 50), Limits(20, 40, 101)])
def test_numbers_that_cannot_be_are_refused(limits: Limits) -> None:
    with pytest.raises(Invalid):
        check(limits)


def test_one_head_is_enough_and_the_refusal_says_so() -> None:
    assert check(Limits(1)) == Limits(1)
    with pytest.raises(Invalid, match="1人以上"):
        check(Limits(0))


TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("ends", "at"),
    [
        ([time(17, 15), time(20)], clock.at(TUESDAY, time(20, 15))),
        ([None, time(17)], clock.at(TUESDAY, time(17, 15))),
        ([clock.END_OF_DAY], clock.at(TUESDAY + timedelta(days=1), time(0, 15))),
        ([None], clock.at(TUESDAY + timedelta(days=1), time(0))),
        ([], clock.at(TUESDAY + timedelta(days=1), time(0))),
    ],
    ids=["two sessions", "one without an end", "until 24:00", "no end known", "none"],
)
def test_when_the_house_is_cleared(ends: list[time | None], at: object) -> None:
    assert counting.clears_at(TUESDAY, ends) == at


def test_each_half_of_the_diary_keeps_the_other() -> None:
    opened = diary.merged([], ["open_exit", "open_lights", "close_key"], diary.OPENING)
    assert opened == ["open_lights", "open_exit"]
    both = diary.merged(opened, ["close_key", "nonsense"], diary.CLOSING)
    assert both == ["open_lights", "open_exit", "close_key"]
    assert diary.merged(both, [], diary.OPENING) == ["close_key"]
