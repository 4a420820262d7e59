"""Children judge: the shipped question found by its code, and what was released of evaluating hearings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from ibasho.base.kernel.disclosure.disclosure import Shown
from ibasho.base.kernel.errors import Conflict
from ibasho.base.kernel.facts import Audience, Mark, Span, value_text
from ibasho.rooms.voices import facts
from ibasho.rooms.voices.actions import questions, starting
from ibasho.rooms.voices.actions.questions import Given
from ibasho.rooms.voices.models import Hearing, Question
from ibasho.rooms.voices.rules import templates_of_hearings as templates
from tests import make
from tests.people import Cast, cast
from tests.rooms.voices import heard_ground

pytestmark = pytest.mark.django_db
R8 = Span.of(2026, make.TUESDAY)
R7 = Span.of(2025, make.TUESDAY)


@pytest.fixture
def people() -> Cast:
    return cast()


def evaluation(people: Cast, opens: date = make.TUESDAY) -> Question:
    """The shipped hearing, opened; its shipped question."""
    template = templates.find("review")
    assert template is not None
    made = starting.start(template=template, values={}, by=people.by(people.aoi), at=make.AT)
    Hearing.objects.filter(pk=made.pk).update(
        state="open", opens_on=opens, closes_on=opens + timedelta(days=30)
    )
    return Question.objects.select_related("hearing").get(hearing=made, code=templates.OWN_PLACE)


def counted(question: Question, *counts: int | None) -> Shown:
    """はい, いいえ, わからない."""
    labels = [f"c{one.pk}" for one in question.choices.all()]
    total = None if None in counts else sum(one or 0 for one in counts)
    name = f"q{question.pk}"
    return Shown(
        name=name, dims=((name, *labels),), counts=tuple((one,) for one in counts), rows=(), columns=(), total=total, of=name
    )  # fmt: skip


def test_nobody_was_asked() -> None:
    assert facts.YEAR["own_place"](R8).value is None and facts.YEAR["own_place"](R8).n is None
    told = facts.TABLES["evaluations"](R8)
    assert told.rows == () and "まだ ありません" in told.note


def test_it_is_found_by_its_code_and_counted_once_it_is_out(people: Cast) -> None:
    question = evaluation(people)
    found = facts.YEAR["own_place"](R8)
    assert (found.value, found.n, Mark.SUPPRESSED in found.marks) == (None, 0, False), (
        "asked, and nothing is out"
    )
    heard_ground.release(question.hearing, counted(question, 30, 6, 12))
    found = facts.YEAR["own_place"](R8)
    assert (found.value, found.n, found.audience) == (62.5, 48, Audience.PUBLIC)
    evaluation(people)  # another, of which nothing is out
    again = evaluation(people)
    heard_ground.release(again.hearing, counted(again, 0, 10, 2))
    found = facts.YEAR["own_place"](R8)
    assert (found.value, found.n) == (50.0, 60), "all hearings of the year together"
    assert facts.YEAR["own_place"](R7).value is None


def test_a_hearing_of_the_day_before_april_is_of_the_year_before(people: Cast) -> None:
    question = evaluation(people, date(2026, 3, 31))
    heard_ground.release(question.hearing, counted(question, 30, 6, 12), released_on=date(2026, 4, 20))
    assert (facts.YEAR["own_place"](R7).value, facts.YEAR["own_place"](R8).value) == (62.5, None)


def test_few_and_hidden_answers_are_no_share(people: Cast) -> None:
    small = evaluation(people)
    heard_ground.release(small.hearing, counted(small, 5, 2, 2))
    found = facts.YEAR["own_place"](R8)
    assert (found.value, found.n) == (None, None) and Mark.SUPPRESSED in found.marks
    hidden = evaluation(people)
    heard_ground.release(hidden.hearing, counted(hidden, None, 20, 20))
    assert facts.YEAR["own_place"](R8).value is None
    known = evaluation(people)
    heard_ground.release(known.hearing, counted(known, 20, 20, 0))
    found = facts.YEAR["own_place"](R8)
    assert found.value == round(100 * 25 / 49, 1) and Mark.PARTIAL in found.marks


def test_another_moment_is_no_evaluation(people: Cast) -> None:
    question = evaluation(people)
    heard_ground.release(question.hearing, counted(question, 30, 6, 12))
    Hearing.objects.filter(pk=question.hearing_id).update(moment="run")
    assert facts.YEAR["own_place"](R8).value is None and facts.TABLES["evaluations"](R8).rows == ()


def test_the_table_shows_what_was_released_and_hides_what_was_hidden(people: Cast) -> None:
    question = evaluation(people)
    heard_ground.release(question.hearing, counted(question, 30, None, 12))
    told = facts.TABLES["evaluations"](R8)
    assert [(one.label, [value_text(fact) for fact in one.facts]) for one in told.rows] == [
        ("ここは 自分の 居場所だと 思う？：はい", ["30人", "秘匿"]),
        ("ここは 自分の 居場所だと 思う？：いいえ", ["秘匿", "秘匿"]),
        ("ここは 自分の 居場所だと 思う？：わからない", ["12人", "秘匿"]),
    ]  # fmt: skip
    heard_ground.release(question.hearing, counted(question, 40, 10, 14))
    told = facts.TABLES["evaluations"](R8)
    assert [value_text(one) for one in told.rows[0].facts] == ["40人", "62.5%"] and told.rows[0].facts[
        1
    ].n == 64
    assert all(fact.open_to(Audience.PUBLIC) for one in told.rows for fact in one.facts)


def test_many_hearings_ask_as_often_as_one(
    people: Cast, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for _each in range(3):
        question = evaluation(people)
        heard_ground.release(question.hearing, counted(question, 30, 6, 12))
    with django_assert_max_num_queries(4):
        assert facts.YEAR["own_place"](R8).n == 144
    with django_assert_max_num_queries(4):
        assert len(facts.TABLES["evaluations"](R8).rows) == 9


def test_the_shipped_question_keeps_its_words(people: Cast) -> None:
    """So that this year can be laid beside the last."""
    question = evaluation(people)
    by = people.by(people.aoi)
    as_they_are = [Given(one.words, one.picture, one.wish, one.pk) for one in question.choices.all()]

    def change(choices: list[Given], **values: Any) -> Question:
        return questions.change(question=question, values=values, choices=choices, by=by, at=make.AT)

    other = [
        Given({**as_they_are[0].words, "small": "すごく"}, "maru", "", as_they_are[0].pk),
        *as_they_are[1:],
    ]
    for choices, values in (
        (as_they_are, {"words": {**question.words, "small": "ここは すき？"}}), (as_they_are, {"kind": "many"}),
        (as_they_are, {"asked": ["child", "parent"]}), (as_they_are[:2], {}), (other, {}),
        ([*as_they_are, Given({"small": "もっと"})], {}),
    ):  # fmt: skip
        with pytest.raises(Conflict) as refusal:
            change(choices, **values)
        assert refusal.value.code == "question.shipped"
    changed = change(
        list(reversed(as_they_are)),
        words={**question.words, "parent": "お子さんの 居場所だと 思いますか？"},
        needed=False,
    )
    assert changed.code == templates.OWN_PLACE and "parent" in changed.words
    assert [one.code for one in Question.objects.get(pk=question.pk).choices.all()] == ["unsure", "no", "yes"]
