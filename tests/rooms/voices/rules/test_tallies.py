"""Who stands before the stall, and how many chose what."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.voices.rules import tallies
from ibasho.rooms.voices.rules.tallies import HEADS, Asked, Line, Who

ONE = Asked(1, "one", ((1, 10, None), (1, 11, None)))
MANY = Asked(2, "many", ((2, 20, None), (2, 21, None)))
UPPER = Who("child", "upper")
DAY = date(2026, 11, 24)


def test_children_come_by_age_and_adults_by_what_they_are() -> None:
    found = tallies.people(["parent", "child"], ["upper", "lower"])
    assert [one.code for one in found] == ["child.lower", "child.upper", "parent"]
    assert [one.label for one in found] == ["小学1～3年生", "小学4～6年生", "子育て中の人"]
    assert [one.code for one in tallies.people(["child", "parent"], [], only_stage="upper")] == [
        "child.upper"
    ]


def test_whoever_is_not_asked_is_not_counted() -> None:
    with pytest.raises(Invalid):
        tallies.who_of("farmer", tallies.people(["child"], []))


@pytest.mark.parametrize(
    ("sums", "people"),
    [
        ({}, 0),
        ({(1, 10, None): 3, (1, 11, None): 4}, 7),
        ({(2, 20, None): 3, (2, 21, None): 4}, 4),
        ({(1, 10, None): 2, (2, 21, None): 4}, 4),
    ],
)
def test_whoever_puts_up_a_sticker_is_a_person(sums: dict[tallies.Column, int], people: int) -> None:
    """One sticker each: all of them are people. Many each: at least as many as on the fullest column."""
    assert tallies.heads_needed(sums, (ONE, MANY)) == people


@pytest.mark.parametrize("kind", ["rank", "text"])
def test_a_ranking_and_words_are_not_counted_by_hand(kind: str) -> None:
    assert tallies.asked_of(1, kind, [10, 11]) is None


def test_five_faces_are_five_columns() -> None:
    asked = tallies.asked_of(7, "faces", [])
    assert asked is not None
    assert asked.columns == tuple((7, None, face) for face in (1, 2, 3, 4, 5))
    assert asked.exclusive


@pytest.mark.parametrize(
    ("who", "column", "count"),
    [
        (Who("child", "high"), HEADS, 1),
        (UPPER, (3, 30, None), 1),
        (UPPER, HEADS, 0),
        (UPPER, HEADS, 1_000),
        (UPPER, HEADS, -1_000),
    ],
)
def test_a_line_of_something_unknown_is_refused(who: Who, column: tallies.Column, count: int) -> None:
    line = Line(UUID(int=1), who, column, count, DAY)
    with pytest.raises(Invalid):
        tallies.check_line(line, among=(UPPER,), asked=(ONE,))


def test_nothing_falls_below_nothing() -> None:
    tallies.check_left(1, -1)
    with pytest.raises(Conflict):
        tallies.check_left(0, -1)


@pytest.mark.parametrize(
    ("claimed", "on", "counts"),
    [
        (None, None, DAY),
        (date(2026, 11, 22), None, date(2026, 11, 22)),
        (DAY, date(2026, 11, 22), date(2026, 11, 22)),
        (date(2026, 11, 16), None, date(2026, 11, 17)),
        (date(2026, 11, 25), None, DAY),
    ],
)
def test_a_tap_counts_for_the_day_the_phone_says(claimed: date | None, on: date | None, counts: date) -> None:
    """A phone whose day is wrong loses no child: never before the hearing opened, and never tomorrow."""
    assert tallies.day_of(claimed, on=on, opens_on=date(2026, 11, 17), today=DAY) == counts


def test_a_tap_and_its_head_are_each_taken_back_by_one_row() -> None:
    tap = UUID(int=5)
    own = {tallies.undo_nonce(tap), tallies.undo_nonce(tallies.heads_nonce(tap))}
    assert own == {tallies.undo_nonce(tap), tallies.undo_nonce(tallies.heads_nonce(tap))}
    assert len(own | {tap, tallies.heads_nonce(tap)}) == 4


def test_the_head_that_comes_with_a_tap_is_the_same_however_often_it_is_sent() -> None:
    assert tallies.heads_nonce(UUID(int=5)) == tallies.heads_nonce(UUID(int=5)) != UUID(int=5)
