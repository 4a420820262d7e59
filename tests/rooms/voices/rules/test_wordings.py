"""Whose words: a child of seven, a boy of fifteen, a farmer, and somebody still learning Japanese."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.rooms.voices.rules import wordings
from ibasho.rooms.voices.rules.kinds import Respondent, Wording
from ibasho.town.areas.stages import Stage


@pytest.mark.parametrize(
    ("respondent", "stage", "easy", "wanted"),
    [
        ("child", "lower", False, Wording.SMALL),
        ("child", "infant", False, Wording.SMALL),
        ("child", "", False, Wording.SMALL),
        ("child", "junior", False, Wording.TEEN),
        ("child", "high", False, Wording.TEEN),
        ("child", "lower", True, Wording.EASY),
        ("parent", "", False, Wording.PARENT),
        ("parent", "", True, Wording.EASY),
        ("group", "", False, Wording.PLACE),
        ("shop", "", False, Wording.SHOP),
        ("farmer", "adult", False, Wording.FARMER),
        ("supporter", "", False, Wording.SUPPORTER),
    ],
)
def test_everybody_is_asked_in_their_own_words(
    respondent: str, stage: str, easy: bool, wanted: Wording
) -> None:
    assert wordings.wording_of(respondent, stage, easy=easy) == wanted


@pytest.mark.parametrize(
    ("wording", "have", "read"),
    [
        (Wording.TEEN, ("small",), "small"),
        (Wording.EASY, ("small", "parent"), "small"),
        (Wording.SHOP, ("small", "parent", "place"), "place"),
        (Wording.FARMER, ("small", "parent"), "parent"),
        (Wording.SUPPORTER, ("small",), "small"),
        (Wording.PARENT, ("small", "teen"), "teen"),
        (Wording.SMALL, ("farmer",), "farmer"),
    ],
)
def test_missing_words_are_read_in_the_nearest(wording: Wording, have: tuple[str, ...], read: str) -> None:
    assert wordings.text({one: one for one in have}, wording) == read


@given(st.dictionaries(st.sampled_from([one.value for one in Wording]), st.sampled_from(["", " ", "ことば"])))
def test_there_is_a_text_whenever_there_are_any_words(words: dict[str, str]) -> None:
    any_words = any(text.strip() for text in words.values())
    for wording in Wording:
        assert bool(wordings.text(words, wording)) == any_words


@given(
    st.sets(st.sampled_from(list(Respondent)), min_size=1),
    st.sets(st.sampled_from([one.value for one in Stage])),
)
def test_what_is_needed_can_be_edited_and_satisfies(respondents: set[Respondent], stages: set[str]) -> None:
    needed = wordings.needed(respondents, stages)
    assert needed
    assert set(needed) <= set(wordings.editable(respondents, stages))
    assert wordings.lacking(dict.fromkeys(needed, "ことば"), respondents, stages) == ()
    assert wordings.lacking({}, respondents, stages) == needed


def test_small_children_alone_need_no_words_for_teens() -> None:
    assert wordings.needed(["child"], ["lower", "upper"]) == (Wording.SMALL, Wording.EASY)
    assert wordings.needed(["child"], ["junior"]) == (Wording.TEEN, Wording.EASY)
    assert wordings.needed(["child"], []) == (Wording.SMALL, Wording.TEEN, Wording.EASY)


def test_own_words_for_shop_and_farmer_make_the_common_ones_needless() -> None:
    asked = ["shop", "farmer"]
    assert wordings.lacking({"shop": "店へ"}, asked, []) == (Wording.PLACE,)
    assert wordings.lacking({"shop": "店へ", "farmer": "畑へ"}, asked, []) == ()
    assert wordings.lacking({"place": "みなさまへ"}, asked, []) == ()


def test_a_child_may_choose_among_three_and_a_grown_up_between_two() -> None:
    assert wordings.offered("child") == (Wording.SMALL, Wording.TEEN, Wording.EASY)
    assert wordings.offered("farmer") == (Wording.FARMER, Wording.EASY)
