"""What a draft still lacks, one line after the other, and what no answer could ever fill in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.voices.rules import hearings as rules
from ibasho.rooms.voices.rules.hearings import Asked, Sheet

TODAY = date(2026, 11, 24)
WORDS = {"small": "なにが ほしい？", "teen": "何が ほしい？", "easy": "なにが ほしいですか？"}
TWO = ({"small": "ゲーム"}, {"small": "たっきゅう"})
READY = Sheet(
    respondents=["child"], child_purpose="ほしいものを そろえるため", policy="こども計画", opens_on=TODAY,
    closes_on=TODAY + timedelta(days=14), doors=1, questions=[Asked("one", WORDS, TWO)], prepared=True,
)  # fmt: skip


def lacking(**changed: Any) -> list[str]:
    return [one.code for one in rules.checklist(replace(READY, **changed), today=TODAY) if not one.done]


def test_a_draft_that_lacks_nothing_may_open() -> None:
    assert lacking() == []
    rules.check_ready(READY, today=TODAY)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"child_purpose": " "}, "words"),
        ({"policy": ""}, "words"),
        ({"closes_on": None}, "dates"),
        ({"closes_on": TODAY - timedelta(days=1), "opens_on": TODAY - timedelta(days=9)}, "dates"),
        ({"questions": []}, "questions"),
        ({"questions": [Asked("text", WORDS, asked=["parent"])]}, "questions"),
        ({"questions": [Asked("text", {"small": "なに？", "teen": "何？"})]}, "wordings"),
        ({"questions": [Asked("one", WORDS, TWO[:1])]}, "choices"),
        ({"questions": [Asked("vote", WORDS, (*TWO, {"small": " "}))]}, "choices"),
        ({"questions": [Asked("many", WORDS, TWO, picks_max=3)]}, "choices"),
        ({"doors": 0}, "doors"),
        ({"prepared": False}, "steps"),
        ({"listens": False}, "steps"),
    ],
)
def test_each_thing_that_is_missing_is_named(changed: dict[str, Any], code: str) -> None:
    assert code in lacking(**changed)
    with pytest.raises(Conflict) as refusal:
        rules.check_ready(replace(READY, **changed), today=TODAY)
    assert refusal.value.code.startswith("hearing.lacks_")


def test_without_a_first_day_it_begins_when_somebody_opens_it() -> None:
    assert lacking(opens_on=None) == []


def test_a_box_needs_no_end() -> None:
    assert lacking(closes_on=None, methods=["box"]) == []


def test_only_grown_ups_need_no_words_for_children() -> None:
    question = Asked("text", {"place": "困っていることは？"})
    assert lacking(respondents=["shop", "farmer"], child_purpose="", questions=[question]) == []


def test_everybody_who_is_asked_gets_a_question() -> None:
    for_parents = Asked(
        "text", {"parent": "ご意見を どうぞ", "easy": "意見を 書いてください"}, asked=["parent"]
    )
    told = rules.checklist(
        replace(READY, respondents=["child", "parent"], questions=[for_parents]), today=TODAY
    )
    assert next(one.lacking for one in told if one.code == "questions").startswith("こどもに")


@pytest.mark.parametrize(
    ("kind", "picks_max", "choices", "code"),
    [
        ("one", 2, 3, "question.picks_max"),
        ("many", 0, 3, "question.picks_max"),
        ("text", None, 1, "question.choices"),
        ("faces", None, 2, "question.choices"),
        ("many", None, 21, "question.choices_many"),
        ("many", 3, 5, ""),
        ("rank", 3, 5, ""),
        ("text", None, 0, ""),
    ],
)
def test_questions_nobody_could_answer(kind: str, picks_max: int | None, choices: int, code: str) -> None:
    if not code:
        rules.check_question(kind, picks_max, choices)
        return
    with pytest.raises(Invalid) as refusal:
        rules.check_question(kind, picks_max, choices)
    assert refusal.value.code == code


def test_fewer_than_five_people_are_never_published() -> None:
    with pytest.raises(Invalid) as refusal:
        rules.check_numbers(60, 4)
    assert "cell_min" in refusal.value.fields
    with pytest.raises(Invalid):
        rules.check_numbers(0, 10)
    rules.check_numbers(60, 5)


def test_the_end_stands_behind_the_beginning() -> None:
    with pytest.raises(Invalid):
        rules.check_days(TODAY, TODAY - timedelta(days=1))
    rules.check_days(TODAY, None)
    rules.check_days(None, TODAY)


def test_the_answer_comes_so_many_days_after_the_end() -> None:
    assert rules.answer_by(TODAY, 60) == date(2027, 1, 23)
    assert rules.answer_by(None, 60) is None
    assert rules.days_left(TODAY, TODAY) == 0
    assert rules.days_left(None, TODAY) is None


def test_free_words_are_asked_only_where_the_centre_would_read_of_danger() -> None:
    words = Asked("text", {"small": "なに？", "teen": "何？", "easy": "なに？"})
    assert lacking(questions=[words]) == []
    assert lacking(questions=[words], staffed=False) == ["centre"]
    assert lacking(staffed=False) == [], "nobody writes anything there"
    with pytest.raises(Conflict, match="こども家庭センターの 担当が いません"):
        rules.check_ready(replace(READY, questions=[words], staffed=False), today=TODAY)
