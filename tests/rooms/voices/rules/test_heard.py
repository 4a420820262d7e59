"""Who was heard and who was not: groups against the children who live there."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.rooms.voices.rules.heard import Heard, heard, in_turn, next_week, shade
from ibasho.rooms.voices.rules.kinds import CHILD_STAGES, Respondent
from ibasho.town.areas.stages import Stage

LIVE = {
    "M01": {Stage.UPPER: 200.0, Stage.JUNIOR: 100.0},
    "M02": {Stage.UPPER: 100.0, Stage.JUNIOR: 50.0},
    "M03": {Stage.UPPER: 0.0, Stage.JUNIOR: 0.2},
}
ASKED = (Stage.UPPER, Stage.JUNIOR)


def found(heads: dict[tuple[str, str, str], int], *, wanted: int = 0, live: object = LIVE) -> Heard:
    return heard(heads, live, list(LIVE), ASKED, wanted=wanted)  # type: ignore[arg-type]


def test_where_most_are_missing_stands_first() -> None:
    told = found({("child", "upper", "M01"): 30, ("child", "junior", "M02"): 15})
    # 45 of 450 were heard: one of ten. 虹橋 中 lacks 10, 月見 小4–6 lacks 10, nobody else.
    assert [(one.district, one.stage.value, round(one.missing)) for one in told.gaps()] == [
        ("M01", "junior", 10),
        ("M02", "upper", 10),
    ]
    assert told.unheard_districts() == []
    assert round(told.share or 0, 1) == 10.0


def test_the_ages_take_turns_and_toddlers_stand_there_twice_at_most() -> None:
    live = {f"M0{n}": {Stage.INFANT: 900.0 - n, Stage.UPPER: 100.0, Stage.JUNIOR: 50.0} for n in range(1, 6)}
    told = heard({}, live, list(live), (Stage.INFANT, *ASKED))
    turns = [one.stage.value for one in in_turn(told.gaps(), most=8)]
    assert turns == ["infant", "upper", "junior", "infant", "upper", "junior", "upper", "junior"]
    assert in_turn(told.gaps(), most=2) == [told.gaps()[0], told.gaps()[5]]
    assert in_turn([], most=8) == []


def test_as_long_as_nobody_was_heard_every_child_is_missing() -> None:
    told = found({})
    assert [(one.district, one.stage.value) for one in told.gaps()][0] == ("M01", "upper")
    assert told.unheard_districts() == ["M01", "M02"]  # nobody lives in M03
    assert {one.shade for one in told.groups} == {"s4", "none"}


def test_where_the_city_wants_more_than_came_that_is_the_measure() -> None:
    told = found({("child", "upper", "M01"): 30}, wanted=225)  # half of the children
    gap = next(one for one in told.gaps() if (one.district, one.stage) == ("M01", Stage.UPPER))
    assert round(gap.missing) == 70
    assert gap.shade == "s2"  # 30 of 100: less than half


def test_who_gave_no_district_or_another_age_is_counted_and_stands_nowhere() -> None:
    told = found({("child", "upper", ""): 7, ("child", "infant", "M01"): 2, ("parent", "", "M01"): 5})
    assert (told.heard_children, told.nowhere, told.by_kind[Respondent.PARENT]) == (9, 9, 5)


def test_without_people_loaded_groups_are_held_against_each_other() -> None:
    told = found({("child", "upper", "M01"): 12}, live=None)
    assert told.children is None and told.share is None
    assert [one.missing for one in told.groups if one.heard] == [0.0]
    assert ("M01", Stage.UPPER) not in {(one.district, one.stage) for one in told.gaps()}
    assert told.unheard_districts() == ["M02", "M03"]


@pytest.mark.parametrize(
    ("today", "monday"),
    [
        (date(2026, 11, 22), date(2026, 11, 23)),  # Sunday → tomorrow
        (date(2026, 11, 23), date(2026, 11, 30)),  # Monday → the Monday after
        (date(2026, 11, 27), date(2026, 11, 30)),
    ],
)
def test_next_week_begins_on_monday(today: date, monday: date) -> None:
    first, last = next_week(today)
    assert (first, (last - first).days) == (monday, 6)


KEYS = st.tuples(
    st.sampled_from(["child", "parent", "shop"]), st.sampled_from(["", "lower", "upper", "junior"]),
    st.sampled_from(["", "M01", "M02", "M99"]),
)  # fmt: skip


@given(heads=st.dictionaries(KEYS, st.integers(0, 400)), wanted=st.integers(0, 600), known=st.booleans())
def test_everybody_heard_stands_somewhere_and_no_gap_is_negative(
    heads: dict[tuple[str, str, str], int], wanted: int, *, known: bool
) -> None:
    told = found(heads, wanted=wanted, live=LIVE if known else None)
    assert sum(told.by_kind.values()) == sum(heads.values())
    assert sum(one.heard for one in told.groups) + told.nowhere == told.heard_children
    assert all(one.missing >= 0 for one in told.groups)
    gaps = told.gaps()
    assert [one.missing for one in gaps] == sorted((one.missing for one in gaps), reverse=True)
    assert all(one.shade in {"s0", "s1", "s2", "s3", "s4", "none"} for one in told.groups)
    assert all((one.shade == "s4") == (not one.heard) for one in told.groups if one.shade != "none")


def test_every_stage_stands_where_no_stage_was_named() -> None:
    told = heard({}, LIVE, ["M01"], [])
    assert [one.stage for one in told.groups] == list(CHILD_STAGES)
    assert shade(told.groups) == "s4"
