"""What may be written down of a 年度, by tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.front.reports.rules import review_sheets
from ibasho.front.reports.rules import reviews as rules
from ibasho.front.reports.rules.kinds import Party, ReviewState
from ibasho.front.reports.rules.reviews import Said

TODAY = date(2026, 11, 26)
SAID = Said(
    party=Party.CHILD, nendo=2026, who_words="小学生 6人", heads=6, good="カレー", hard="", next="", said_on=TODAY
)  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"who_words": ""}, "who_words"), ({"who_words": "あ" * 81}, "who_words"), ({"heads": 0}, "heads"),
        ({"heads": 2001}, "heads"), ({"good": "", "hard": "", "next": ""}, "good"), ({"next": "あ" * 401}, "next"),
        ({"said_on": date(2026, 11, 27)}, "said_on"), ({"said_on": date(2026, 3, 31)}, "said_on"),
        ({"nendo": 2024}, "said_on"),
    ],
)  # fmt: skip
def test_each_field_says_what_is_wrong(wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        rules.check(replace(SAID, **wrong), TODAY)
    assert set(refusal.value.fields) == {field}


@pytest.mark.parametrize(
    ("nendo", "said_on"),
    [(2025, date(2026, 4, 20)), (2025, date(2026, 3, 31)), (2026, date(2026, 4, 1)), (2025, TODAY)],
)
def test_a_year_is_looked_back_at_until_a_year_after_its_end(nendo: int, said_on: date) -> None:
    rules.check(replace(SAID, nendo=nendo, said_on=said_on), TODAY)


def test_spaces_go_and_a_my_number_is_refused() -> None:
    assert replace(SAID, who_words=" 小学生  6人 ", good=" カレー ").tidy() == SAID
    with pytest.raises(Invalid):
        replace(SAID, hard="番号は 123456789018").tidy()


@pytest.mark.parametrize(
    ("words", "warned"),
    [
        ("カレーが おいしい", False),
        ("山田たろうくんが やさしい", True),
        ("虹橋小学校の 3年2組", True),
        ("たすけて", True),
    ],
)
def test_names_schools_and_danger_are_looked_at_twice(words: str, warned: bool) -> None:
    assert bool(rules.warnings(replace(SAID, good=words))) is warned


def test_a_way_to_reach_somebody_is_never_shown() -> None:
    rules.check_words("カレー")
    with pytest.raises(Conflict):
        rules.check_words("電話は 090-1234-5678")


@pytest.mark.parametrize("state", list(ReviewState))
def test_what_each_state_allows(state: ReviewState) -> None:
    draft, shown = state is ReviewState.DRAFT, state is ReviewState.SHOWN
    allowed = {
        "change": lambda: rules.check_change(state),
        "judge": lambda: rules.check_judge(state, written_by=1, judge=2),
        "reopen": lambda: rules.check_reopen(state),
        "drop": lambda: rules.check_drop(state),
    }
    expected = {"change": draft, "judge": draft, "reopen": not draft, "drop": not shown}
    for verb, ask in allowed.items():
        if expected[verb]:
            ask()
        else:
            with pytest.raises(Conflict):
                ask()


def test_nobody_reads_their_own() -> None:
    with pytest.raises(Conflict, match="もう ひとり"):
        rules.check_judge(ReviewState.DRAFT, written_by=1, judge=1)
    rules.check_judge(ReviewState.DRAFT, written_by=None, judge=1)


@given(words=some.text(max_size=40), other=some.text(max_size=40))
def test_the_mark_is_another_for_other_words(words: str, other: str) -> None:
    one, two = replace(SAID, hard=words), replace(SAID, hard=other)
    assert (rules.mark_of(one) == rules.mark_of(two)) is (words == other)


def test_the_sheets_ask_for_words_along_the_four_views_and_never_for_points() -> None:
    assert [one.title for one in review_sheets.OPERATOR_VIEWS] == ["ふやす", "つなぐ", "みがく", "ふりかえる"]
    assert len(review_sheets.CHILD_QUESTIONS) == 3
