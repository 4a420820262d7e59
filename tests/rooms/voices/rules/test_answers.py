"""Whether an answer answers what was asked: each refusal in words a child can read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.voices.rules import answers
from ibasho.rooms.voices.rules.answers import Asked, AskedQuestion, Given, Picked, Said

ONE, MANY, RANK, FACES, TEXT, SHOP = 1, 2, 3, 4, 5, 6
ASKED = Asked(
    respondents=frozenset({"child", "shop"}),
    stages=frozenset({"lower", "upper"}),
    districts=frozenset({"M01"}),
    questions=(
        AskedQuestion(ONE, "one", frozenset({11, 12})),
        AskedQuestion(MANY, "many", frozenset({21, 22, 23}), picks_max=2),
        AskedQuestion(RANK, "rank", frozenset({31, 32, 33})),
        AskedQuestion(FACES, "faces"),
        AskedQuestion(TEXT, "text"),
        AskedQuestion(SHOP, "text", asked=frozenset({"shop"})),
    ),
)
CHILD = Given("child", "upper", "", "small", picks=(Picked(ONE, 11),))


def refusal(given: Given, asked: Asked = ASKED) -> str:
    with pytest.raises(Invalid) as caught:
        answers.check(asked, given)
    return caught.value.message


@pytest.mark.parametrize(
    "picks",
    [
        (Picked(ONE, 12),),
        (Picked(MANY, 21), Picked(MANY, 23)),
        (Picked(RANK, 33, 1), Picked(RANK, 31, 2)),
        (Picked(FACES, face=5),),
    ],
    ids=["one", "many", "rank", "a face"],
)
def test_a_child_may_answer_what_was_asked(picks: tuple[Picked, ...]) -> None:
    answers.check(ASKED, replace(CHILD, picks=picks))
    answers.check(ASKED, replace(CHILD, picks=picks, district_code="M01"))


def test_words_alone_are_an_answer() -> None:
    answers.check(ASKED, replace(CHILD, picks=(), texts=(Said(TEXT, "まんがが よみたい"),)))
    assert "えらんで" in refusal(replace(CHILD, picks=()))


@pytest.mark.parametrize(
    "picks",
    [
        (Picked(ONE, 21),),
        (Picked(99, 11),),
        (Picked(ONE, 11, 1),),
        (Picked(ONE, None, None, 3),),
        (Picked(FACES, face=6),),
        (Picked(FACES, 11),),
        (Picked(TEXT, 11),),
        (Picked(RANK, 31),),
        (Picked(SHOP, 11),),
    ],
    ids=[
        "choice of another question", "unknown question", "a place where none is asked", "a face for a choice",
        "a sixth face", "a choice for a face", "a choice for words", "no place in a ranking", "not asked of children",
    ],
)  # fmt: skip
def test_what_no_page_of_ours_sends_is_refused_kindly(picks: tuple[Picked, ...]) -> None:
    assert "もう一度" in refusal(replace(CHILD, picks=picks))


@pytest.mark.parametrize(
    ("picks", "said"),
    [
        ((Picked(ONE, 11), Picked(ONE, 12)), "ひとつだけ"),
        ((Picked(FACES, face=1), Picked(FACES, face=2)), "ひとつだけ"),
        ((Picked(MANY, 21), Picked(MANY, 22), Picked(MANY, 23)), "2つまで"),
        ((Picked(MANY, 21), Picked(MANY, 21)), "おなじ"),
        ((Picked(RANK, 31, 1), Picked(RANK, 31, 2)), "おなじ"),
        ((Picked(RANK, 31, 1), Picked(RANK, 32, 3)), "1ばんから"),
        ((Picked(RANK, 31, 2),), "1ばんから"),
    ],
    ids=["two of one", "two faces", "too many", "twice", "twice in a ranking", "a gap", "no first"],
)
def test_a_slip_of_the_finger_is_told_beside_the_question(picks: tuple[Picked, ...], said: str) -> None:
    with pytest.raises(Invalid) as caught:
        answers.check(ASKED, replace(CHILD, picks=picks))
    assert said in caught.value.fields[answers.field(picks[0].question_id)]


def test_a_pasted_essay_is_told_how_long_it_is() -> None:
    assert "いまは 520文字" in refusal(replace(CHILD, texts=(Said(TEXT, "あ" * 520),)))


def test_all_words_together_have_an_end() -> None:
    four = Asked(
        ASKED.respondents, ASKED.stages, ASKED.districts, tuple(AskedQuestion(n, "text") for n in range(4))
    )
    said = tuple(Said(n, "あ" * 400) for n in range(4))
    assert "1600文字" in refusal(replace(CHILD, picks=(), texts=said), four)
    answers.check(four, replace(CHILD, picks=(), texts=said[:3]))


def test_a_needed_question_is_asked_for_and_another_never() -> None:
    needed = replace(ASKED, questions=(AskedQuestion(TEXT, "text", needed=True), ASKED.questions[0]))
    assert "答えてから" in refusal(CHILD, needed)


@pytest.mark.parametrize(
    "changed",
    [
        {"respondent": "farmer", "stage": ""},
        {"stage": "high"},
        {"respondent": "shop", "stage": "upper"},
        {"wording": "poem"},
        {"district_code": "X99"},
    ],
    ids=["not asked", "another age", "an adult with a child's age", "unknown words", "unknown district"],
)
def test_who_answers_must_be_asked(changed: dict[str, str]) -> None:
    assert "もう一度" in refusal(replace(CHILD, **changed))  # type: ignore[arg-type]


def test_markup_and_hidden_letters_go_and_empty_words_are_left_out() -> None:
    given = answers.tidy(replace(CHILD, texts=(Said(TEXT, " <b>すき</b>\u200b \r\nだよ "), Said(SHOP, "  "))))
    assert given.texts == (Said(TEXT, "すき\nだよ"),)
