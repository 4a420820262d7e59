"""Questions and choices: written, ordered, and left alone once somebody answered."""

from __future__ import annotations

from typing import Any

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, DomainError, Invalid
from ibasho.rooms.voices.actions import figures, questions
from ibasho.rooms.voices.actions.questions import Given
from ibasho.rooms.voices.models import Envelope, Hearing, Question
from tests import make
from tests.people import Cast, cast
from tests.rooms.voices import ground

pytestmark = pytest.mark.django_db
AT = make.AT
WORDS = {"small": "なにが ほしい？", "teen": "何が ほしい？"}


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def aoi(people: Cast) -> Actor:
    return Cast.by(people.aoi)


@pytest.fixture
def draft(people: Cast) -> Hearing:
    return ground.hearing(people, state="draft")


def add(
    draft: Hearing, aoi: Actor, kind: str = "one", words: dict[str, str] = WORDS, *given: Given
) -> Question:
    values: dict[str, Any] = {"kind": kind, "words": words}
    return questions.add(hearing=draft, values=values, choices=given, by=aoi, at=AT)


def code(deed: Any, kind: type[DomainError] = Conflict) -> str:
    with pytest.raises(kind) as refusal:
        deed()
    return refusal.value.code


def order(draft: Hearing) -> list[str]:
    return [one.words["small"] for one in draft.questions.all()]


def test_words_are_tidied_and_a_wish_brings_its_picture(draft: Hearing, aoi: Actor) -> None:
    one = add(
        draft, aoi, "many", {"small": "  なにが   ほしい？ ", "teen": " "}, Given({"small": "ゲーム"}, wish="games"),
        Given({"small": "だがし"}, picture="star", wish="dagashi"),
    )  # fmt: skip
    assert one.words == {"small": "なにが ほしい？"}
    assert [(row.position, row.picture) for row in one.choices.all()] == [(1, "game"), (2, "star")]


def test_questions_move_up_and_down_and_close_the_gap(draft: Hearing, aoi: Actor) -> None:
    first, second, third = (add(draft, aoi, "text", {"small": name}) for name in "あいう")
    questions.move(question=third, up=True, by=aoi, at=AT)
    assert order(draft) == ["あ", "う", "い"]
    questions.move(question=first, up=True, by=aoi, at=AT)
    questions.move(question=second, up=False, by=aoi, at=AT)
    assert order(draft) == ["あ", "う", "い"]
    questions.remove(question=first, by=aoi, at=AT)
    assert [one.position for one in draft.questions.all()] == [1, 2]


def test_choices_keep_their_key_when_their_order_changes(draft: Hearing, aoi: Actor) -> None:
    one = add(draft, aoi, "one", WORDS, Given({"small": "ゲーム"}), Given({"small": "テレビ"}))
    game, tv = one.choices.all()
    wanted = [
        Given({"small": "テレビ"}, pk=tv.pk),
        Given({"small": "ゲームき"}, pk=game.pk),
        Given({"small": "本"}),
    ]
    questions.change(question=one, values={"words": WORDS}, choices=wanted, by=aoi, at=AT)
    rows = list(Question.objects.get(pk=one.pk).choices.all())
    assert [row.pk for row in rows[:2]] == [tv.pk, game.pk]
    assert [row.words["small"] for row in rows] == ["テレビ", "ゲームき", "本"]


def test_no_choice_of_another_question_is_taken(people: Cast, draft: Hearing, aoi: Actor) -> None:
    one = add(draft, aoi, "one", WORDS, Given({"small": "ゲーム"}), Given({"small": "テレビ"}))
    foreign = ground.ground(people).wishes.choices.get(position=1)
    wanted = [Given({"small": "本"}, pk=foreign.pk)]
    with pytest.raises(Conflict) as refusal:
        questions.change(question=one, values={}, choices=wanted, by=aoi, at=AT)
    assert refusal.value.code == "question.choice_gone"


def test_once_somebody_answered_only_words_change_and_with_a_reason(people: Cast, aoi: Actor) -> None:
    made = ground.ground(people)
    first = made.wishes.choices.first()
    assert first is not None
    ground.answer(made.web, first)
    as_they_are = [Given(row.words, row.picture, row.wish, row.pk) for row in made.wishes.choices.all()]

    def change(values: dict[str, Any], choices: list[Given], why: str = "") -> Question:
        return questions.change(question=made.wishes, values=values, choices=choices, why=why, by=aoi, at=AT)

    words = {"words": {**made.wishes.words, "small": "いばしょに あったら いいものは なに？"}}
    assert code(lambda: change(words, as_they_are), Invalid) == "question.why"
    assert code(lambda: change({"kind": "one"}, as_they_are, "まちがい")) == "question.answered"
    assert code(lambda: change(words, as_they_are[:-1], "まちがい")) == "question.answered"
    assert change(words, as_they_are, "書きまちがい").words["small"].endswith("なに？")
    assert code(lambda: questions.remove(question=made.wishes, by=aoi, at=AT)) == "question.answered"
    assert code(lambda: add(made.hearing, aoi, "text")) == "question.answered"


def test_a_sealed_envelope_may_be_of_any_open_hearing(people: Cast, aoi: Actor) -> None:
    made = ground.ground(people)
    Envelope.objects.create(sealed=b"?")
    assert code(lambda: questions.remove(question=made.words, by=aoi, at=AT)) == "question.answered"
    Envelope.objects.update(broken=True)
    questions.remove(question=made.words, by=aoi, at=AT)


@pytest.mark.parametrize(
    ("kind", "words", "given", "refusal"),
    [
        ("one", {"small": " "}, [], "question.words"),
        ("one", {"small": "あ" * 121}, [], "question.long"),
        ("text", {"small": "1234 5678 9018"}, [], "text.my_number"),
        ("text", WORDS, [Given({"small": "ゲーム"})], "question.choices"),
        ("one", WORDS, [Given({"small": ""})], "question.choice_words"),
        ("one", WORDS, [Given({"small": "あ" * 61})], "question.long"),
    ],
)
def test_what_cannot_be_asked(
    draft: Hearing, aoi: Actor, kind: str, words: dict[str, str], given: list[Given], refusal: str
) -> None:
    assert code(lambda: add(draft, aoi, kind, words, *given), Invalid) == refusal


def test_twenty_questions_are_enough(draft: Hearing, aoi: Actor) -> None:
    for number in range(20):
        ground.question(draft, "text", str(number))
    assert code(lambda: add(draft, aoi, "text")) == "question.many"


def test_figures_need_a_source_and_replace_those_before(people: Cast, aoi: Actor) -> None:
    here = ground.hearing(people)

    def write(hearing: Hearing, *given: figures.Given) -> None:
        figures.write(hearing=hearing, figures=given, by=aoi, at=AT)

    assert code(lambda: write(here, figures.Given("こども", 37))) == "figure.source"
    there = ground.hearing(people, source_name="資料")
    write(there, figures.Given("こども", 73, "人"))
    write(there, figures.Given("こども", 37, "人"), figures.Given("保護者", 82, "人"))
    assert [(one.position, one.value) for one in there.figures.all()] == [(1, 37), (2, 82)]
    assert code(lambda: write(there, figures.Given(" ", 3)), Invalid) == "figure.label"
