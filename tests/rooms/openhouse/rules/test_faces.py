"""Faces laid over each other: when children may come, how many grown-ups that takes, what cannot be drawn."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.openhouse.rules.compare import changes, days_in_words, lines
from ibasho.rooms.openhouse.rules.faces import Drawn, Stretch, check, in_words, stretches, wishes


def face(
    weekday: int, starts: int, ends: int, kind: str = "drop_in", adults: int = 2, **more: object
) -> Drawn:
    return Drawn(weekday, time(starts), time(ends), kind, f"{kind}", adults, **more)  # type: ignore[arg-type]


def test_neighbours_are_joined_and_equal_weekdays_stand_together() -> None:
    week = [one for day in range(5) for one in (face(day, 15, 17), face(day, 17, 20, "study"))]
    assert stretches(week) == (Stretch(frozenset(range(5)), time(15), time(20)),)
    assert in_words(stretches(week)[0]) == "月・火・水・木・金 15:00～20:00"


def test_rooms_lie_over_each_other_and_groups_promise_children_nothing() -> None:
    found = stretches([face(0, 15, 18), face(0, 16, 20), face(0, 11, 14, "groups"), face(0, 14, 15, "meal")])
    assert found == (Stretch(frozenset({0}), time(15), time(20)),)


def test_a_pause_between_two_faces_stays_a_pause() -> None:
    assert len(stretches([face(2, 9, 12), face(2, 13, 17)])) == 2


def test_two_rooms_open_at_once_want_grown_ups_of_their_own() -> None:
    found = wishes([face(3, 15, 17, adults=2), face(3, 16, 20, "study", adults=1)])
    assert [(one.starts.hour, one.ends.hour, one.adults) for one in found] == [
        (15, 16, 2),
        (16, 17, 3),
        (17, 20, 1),
    ]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 22), st.integers(1, 5)), max_size=12))
def test_every_minute_of_a_childrens_face_is_open_and_no_other(drawn: list[tuple[int, int, int]]) -> None:
    week = [face(day, start, min(start + long, 23)) for day, start, long in drawn]
    for day in range(7):
        for hour in range(23):
            inside = any(one.weekday == day and one.starts <= time(hour) < one.ends for one in week)
            opened = [s for s in stretches(week) if day in s.weekdays and s.starts <= time(hour) < s.ends]
            assert len(opened) == inside


@pytest.mark.parametrize(
    ("drawn", "code"),
    [
        (face(0, 17, 17), "face.hours"),
        (face(0, 16, 18), "face.overlap"),
        (face(1, 15, 17, heads_max=41), "face.heads"),
        (face(1, 15, 17, heads_max=0), "face.heads"),
        (face(1, 15, 17, adults=0), "face.adults"),
    ],
    ids=["no-time", "over-another", "too-many", "nobody", "without-grown-ups"],
)
def test_what_cannot_be_drawn_says_why(drawn: Drawn, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check(drawn, [face(0, 15, 17)], heads_max=40)
    assert refusal.value.code == code


def test_beside_another_face_and_without_grown_ups_for_groups_is_fine() -> None:
    check(face(0, 17, 20), [face(0, 15, 17)], heads_max=40)
    check(face(0, 11, 14, "groups", adults=0), [face(0, 15, 17)], heads_max=40)


def test_a_week_is_told_in_few_lines() -> None:
    week = [one for day in range(5) for one in (face(day, 15, 17), face(day, 17, 20, "study"))]
    assert [(one.days, one.hours) for one in lines(week)] == [
        ("月～金", "15:00～17:00"),
        ("月～金", "17:00～20:00"),
    ]
    assert days_in_words([1, 3]) == "火・木"


def test_what_changes_stands_beside_what_was() -> None:
    before = [face(0, 15, 17), face(1, 15, 17), face(5, 9, 12)]
    after = [face(0, 15, 17, adults=3), face(1, 15, 17, adults=3), face(2, 15, 17)]
    found = changes(before, after)
    told = [(one.before and one.before.days, one.after and one.after.days) for one in found]
    assert told == [("月・火", "月・火"), (None, "水"), ("土", None)]
    assert changes(before, before) == []
