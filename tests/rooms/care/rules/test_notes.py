"""What makes a note, how soon it is looked at, and what its writer hears."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.my_number import contains_my_number
from ibasho.rooms.care.rules import note_boxes, notes
from ibasho.rooms.care.rules.clock import clocks
from ibasho.rooms.care.rules.kinds import SIGN_ICONS, Pace, Sign
from ibasho.rooms.care.rules.note_boxes import Claim, Whose
from ibasho.rooms.care.rules.notes import Note, Told, When

TIRED = Note(signs=(Sign.TIRED,))
AT = datetime(2026, 11, 27, 17, 0, tzinfo=JST)  # a Friday evening


@pytest.mark.parametrize(
    ("signs", "danger", "pace"),
    [
        ((Sign.GLAD,), False, Pace.GLAD),
        ((Sign.GLAD, Sign.TIRED), False, Pace.USUAL),
        ((Sign.CLOTHES,), False, Pace.USUAL),
        ((Sign.INJURY,), False, Pace.URGENT),
        ((Sign.NOT_GOING_HOME, Sign.GLAD), False, Pace.URGENT),
        ((Sign.GLAD,), True, Pace.URGENT),
    ],
)
def test_how_soon_the_centre_looks(signs: tuple[Sign, ...], danger: bool, pace: Pace) -> None:
    assert Note(signs=signs, danger=danger).pace is pace


def test_one_picture_is_enough_and_none_is_told_which_to_press() -> None:
    assert notes.checked(TIRED) == TIRED
    with pytest.raises(Invalid) as refusal:
        notes.checked(replace(TIRED, signs=()))
    assert refusal.value.code == "care.no_sign"
    assert "そのほか" in refusal.value.fields["signs"]


def test_a_note_is_tidied_and_each_sign_stands_once() -> None:
    told = Note(
        signs=(Sign.TIRED, Sign.CLOTHES, Sign.TIRED), words=" おなかが すいたと 言う \n", child=" あおくん "
    )
    assert notes.checked(told) == Note(
        signs=(Sign.CLOTHES, Sign.TIRED), words="おなかが すいたと 言う", child="あおくん"
    )


@pytest.mark.parametrize(
    ("name", "most"), [("words", 1_000), ("child", 20), ("spot", 60), ("when_words", 60)]
)
def test_what_is_too_long_says_so_beside_its_field(name: str, most: int) -> None:
    changed: dict[str, Any] = {name: "あ" * most}
    assert notes.checked(replace(TIRED, **changed))
    with pytest.raises(Invalid) as refusal:
        changed[name] += "あ"
        notes.checked(replace(TIRED, **changed))
    assert set(refusal.value.fields) == {name}


def test_every_sign_has_a_picture() -> None:
    assert set(SIGN_ICONS) == set(Sign)


@given(st.recursive(st.none() | st.booleans() | st.text(max_size=30) | st.integers(), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["signs", "when", "words", "child", "place", "danger"]), inner, max_size=4)))  # fmt: skip
def test_whatever_a_device_sealed_is_taken_as_a_note(told: Any) -> None:
    read = notes.of_device(told if isinstance(told, dict) else {"signs": told, "words": told})
    assert notes.checked(read).signs


def test_a_my_number_in_a_sealed_note_goes_and_the_rest_stays() -> None:
    told = notes.of_device(
        {"signs": ["words"], "words": "番号は １２３４－５６７８－９０１８ だった。電話は 0537-00-0000"}
    )
    assert told.words == f"番号は {notes.NUMBER_GONE} だった。電話は 0537-00-0000"


@pytest.mark.parametrize(
    "words",
    ["0901 1234 5678 9018", "1234 5678 9018 1234 5678 9018", "あ" * 988 + "1234567890189", "㍿" * 500 + "123456789018"],
)  # fmt: skip
def test_no_my_number_is_left_in_a_sealed_note_wherever_it_stands(words: str) -> None:
    """After other digits, twice, or made by where the words end."""
    told = notes.of_device({"signs": ["words"], "words": words})
    assert not contains_my_number(told.words) and len(told.words) <= notes.WORDS_MAX


def test_half_a_picture_at_the_end_is_no_reason_to_refuse() -> None:
    assert notes.of_device({"words": "うれしい\ud83d"}).words == "うれしい?"


@pytest.mark.parametrize("at", [None, True, "1", 1e300, -1e300, float("nan"), 0, 10**400])
def test_a_device_without_a_sensible_clock_says_nothing_of_when(at: object) -> None:
    assert note_boxes.written_at({"at": at}) is None


@pytest.mark.parametrize("claim", list(Claim))
@pytest.mark.parametrize("during", [True, False])
def test_a_sure_box_is_its_marks_and_nobody_else_gets_it(during: bool, claim: Claim) -> None:
    assert note_boxes.whose(marked=True, unsure=False, during=during, claim=claim) is Whose.WRITERS
    assert note_boxes.whose(marked=False, unsure=False, during=during, claim=claim) is Whose.ANOTHERS


def test_equal_notes_have_one_text_and_others_another() -> None:
    same = replace(TIRED, signs=(Sign.TIRED,))
    assert notes.canonical(TIRED) == notes.canonical(same)
    for other in (
        replace(TIRED, child="あおくん"),
        replace(TIRED, when=When.YESTERDAY),
        replace(TIRED, danger=True),
    ):
        assert notes.canonical(TIRED) != notes.canonical(other)


def test_the_clocks_of_a_friday_evening() -> None:
    due = clocks(Pace.USUAL, AT)
    assert due.take_by == date(2026, 11, 30)  # Monday
    assert due.check_by == AT + timedelta(hours=48)  # Sunday: a child's day has no office hours
    assert due.answer_by == date(2026, 12, 4)
    assert clocks(Pace.GLAD, AT).check_by is None


def test_over_the_new_year_the_first_working_day_counts() -> None:
    assert clocks(Pace.USUAL, datetime(2026, 12, 28, 9, 0, tzinfo=JST)).take_by == date(2027, 1, 4)


def test_the_writer_hears_three_words_and_no_more() -> None:
    when: dict[str, Any] = {"received_at": AT, "answer_by": date(2026, 12, 4), "at": AT + timedelta(days=1)}
    sent = notes.standing(taken_at=None, answered_at=None, **when)
    taken = notes.standing(taken_at=AT + timedelta(hours=2), answered_at=None, **when)
    thanks = notes.standing(taken_at=AT, answered_at=AT + timedelta(hours=3), **when)
    assert [one.told for one in (sent, taken, thanks)] == [Told.SENT, Told.TAKEN, Told.THANKS]
    assert [one.by for one in (sent, taken, thanks)] == [date(2026, 12, 4), date(2026, 12, 4), None]
    assert [reached for _told, _picture, reached in taken.steps] == [True, True, False]


def test_a_promise_that_was_not_kept_is_said() -> None:
    late = notes.standing(
        received_at=AT,
        taken_at=None,
        answered_at=None,
        answer_by=date(2026, 12, 4),
        at=AT + timedelta(days=8),
    )
    assert late.late
