"""Codes with their words."""

from __future__ import annotations

from ibasho.base.kernel.labelled import Labelled, pairs
from ibasho.town.areas.stages import CHILD_STAGES


class Mark(Labelled):
    OK = "ok", "○"
    NO = "no", "×"


def test_the_choices_of_a_field_are_code_and_word_in_their_order() -> None:
    assert Mark.choices() == [("ok", "○"), ("no", "×")]
    assert list(Mark) == [Mark.OK, Mark.NO]


def test_some_of_them_in_the_order_given() -> None:
    assert pairs((Mark.NO, Mark.OK)) == [("no", "×"), ("ok", "○")]
    assert pairs(one for one in Mark if one is Mark.OK) == [("ok", "○")]
    assert pairs(CHILD_STAGES)[0] == ("infant", "乳幼児")
