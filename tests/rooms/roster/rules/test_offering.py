"""Whom to ask first: near before far, then who had the fewest turns, with why in words."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.clock import JST
from ibasho.rooms.roster.rules import fairness
from ibasho.rooms.roster.rules.offering import REASON_LETTERS_MAX, Possible, rank, reasons


def order(*people: Possible) -> list[int]:
    return [one.key for one in rank(people)]


def test_near_comes_before_far_and_rested_before_busy() -> None:
    near_busy, near_rested = Possible(1, 12, False, 6), Possible(2, 14, False, 0)
    far_rested, unknown = Possible(3, 25, False, 0), Possible(4, None, True, 0)
    assert order(unknown, far_rested, near_busy, near_rested) == [2, 1, 3, 4]


def test_within_one_ring_a_minute_decides_nothing() -> None:
    """Two minutes nearer must not mean every week again."""
    assert order(Possible(1, 3, False, 4), Possible(2, 15, False, 3)) == [2, 1]
    assert order(Possible(1, 3, False, 3), Possible(2, 15, False, 3)) == [1, 2]


def test_everybody_reads_why_just_they_are_asked() -> None:
    assert reasons(Possible(1, 12, False, 0, "算数")) == (
        "「算数」が できて、この時間が 空いている", "学区の まんなかから 歩いて 12分", "この8週間は まだ 0回",
    )  # fmt: skip
    assert reasons(Possible(1, 40, True, 3))[1:] == (
        "学区の まんなかから 歩いて 40分（めやす）",
        "この8週間で 3回",
    )


people = st.builds(
    Possible, key=st.integers(1, 99), minutes=st.none() | st.integers(1, 90), estimate=st.booleans(),
    turns=st.integers(0, 50), skill=st.sampled_from(["", "算数", "あ" * 24]),
)  # fmt: skip


@given(st.lists(people, unique_by=lambda one: one.key))
def test_everybody_stands_in_the_list_once_in_the_same_order_however_they_come(found: list[Possible]) -> None:
    ranked = rank(found)
    assert ranked == rank(list(reversed(found)))
    assert sorted(one.key for one in ranked) == sorted(one.key for one in found)
    assert [one.turn for one in ranked] == list(range(1, len(found) + 1))
    assert all(len(said) <= REASON_LETTERS_MAX for one in ranked for said in one.reasons)


def test_turns_add_up() -> None:
    at = datetime(2026, 11, 24, 15, 0, tzinfo=JST)
    spans = [(at, at + timedelta(minutes=150)), (at, at + timedelta(minutes=45))]
    assert fairness.turns(spans) == fairness.Turns(2, 195)
    assert fairness.turns(spans).hours == 3.2
    assert fairness.turns([]) == fairness.Turns()
