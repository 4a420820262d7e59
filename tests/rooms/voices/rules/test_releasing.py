"""When numbers may go out."""

from __future__ import annotations

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed
from ibasho.rooms.voices.rules import releasing as rules


def test_nine_people_are_too_few() -> None:
    with pytest.raises(Invalid, match="10人より"):
        rules.may_be_made(state="closed", people=9, minimum=10, is_asked=False)
    rules.may_be_made(state="closed", people=10, minimum=10, is_asked=False)


def test_five_more_people_are_no_new_tables() -> None:
    with pytest.raises(Invalid, match="ふえていません"):
        rules.may_be_made(state="open", people=45, minimum=10, is_asked=False, before=40)
    rules.may_be_made(state="open", people=50, minimum=10, is_asked=False, before=40)
    rules.may_be_made(state="closed", people=43, minimum=10, is_asked=False, before=None)


def test_a_draft_has_no_numbers_and_one_waits_at_a_time() -> None:
    with pytest.raises(Conflict):
        rules.may_be_made(state="draft", people=50, minimum=10, is_asked=False)
    with pytest.raises(Conflict):
        rules.may_be_made(state="open", people=50, minimum=10, is_asked=True)


def test_nobody_lets_out_what_they_made_themselves() -> None:
    with pytest.raises(NotAllowed):
        rules.other_person(3, 3)
    rules.other_person(3, 4)
    rules.other_person(None, 4)  # who made it is no longer here


@pytest.mark.parametrize(
    ("before", "people", "now"),
    [(0, 9, False), (0, 10, True), (50, 59, False), (50, 60, True), (400, 430, False), (400, 440, True)],
)
def test_a_running_picture_changes_in_steps_of_ten_people_or_a_tenth(
    before: int, people: int, now: bool
) -> None:
    assert rules.is_time(people, before, minimum=10) is now


def test_a_running_picture_of_two_thousand_has_changed_fewer_than_fifty_times() -> None:
    standing, times = 0, 0
    for people in range(1, 2_001):
        if rules.is_time(people, standing, minimum=10):
            standing, times = people, times + 1
    assert times < 50


def test_why_a_cell_is_hidden_never_leaves_the_desk() -> None:
    assert rules.public({"tables": [1], rules.WHY: {"heads": [["few"]]}}) == {"tables": [1]}
