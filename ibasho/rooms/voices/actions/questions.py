"""What is asked, in whose words, with which choices. What somebody has answered to is never taken away from under them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.voices.actions import hearings
from ibasho.rooms.voices.models import Choice, Hearing, Question
from ibasho.rooms.voices.queries import hearings_desk
from ibasho.rooms.voices.rules import hearings as rules
from ibasho.rooms.voices.rules.kinds import Wording
from ibasho.town.places.rules import pictures

EDITABLE = frozenset(["kind", "words", "helps", "asked", "needed", "picks_max"])
FIXED_WHEN_ANSWERED = ("kind", "asked", "picks_max")
_ANSWERED = "もう 答えた人が いるかもしれないので、{0}は かえられません。ちがうことを ききたいときは、新しい 回を 作ってください。"


@dataclass(frozen=True, slots=True)
class Given:
    """One choice as it is wanted, in its place of the order. `pk`: the one that stands already. `code`: of a new choice of a
    shipped question."""

    words: Mapping[str, str]
    picture: str = ""
    wish: str = ""
    pk: int | None = None
    code: str = ""


@transaction.atomic
def add(
    *, hearing: Hearing, values: Mapping[str, Any], choices: Sequence[Given] = (), code: str = "", by: Actor, at: datetime
) -> Question:  # fmt: skip
    """At the end. `values` are fields of EDITABLE; `code` of a shipped question. Raises Invalid, and Conflict when somebody
    may have answered."""
    locked = hearings.lock(hearing, by, at)
    if hearings_desk.is_answered(locked):
        raise Conflict("question.answered", _ANSWERED.format("きくこと"))
    others = locked.questions.count()
    if others >= rules.QUESTIONS_MAX:
        raise Conflict(
            "question.many",
            f"きくことは {rules.QUESTIONS_MAX}までです。多いと おわりまで 答えてもらえません。",
        )
    question = Question(hearing=locked, position=others + 1, code=code)
    _write(question, values, len(choices))
    question.save(force_insert=True)
    _write_choices(question, choices)
    _note("add", question, by, at, {"kind": question.kind, "choices": len(choices)})
    return question


@transaction.atomic
def change(
    *, question: Question, values: Mapping[str, Any], choices: Sequence[Given], why: str = "", by: Actor, at: datetime
) -> Question:  # fmt: skip
    """`choices` as they shall stand, in order. Once somebody answered only words, pictures and the order may change, and
    `why` is needed; of a shipped question no words ever. Raises Invalid, Conflict."""
    locked, answered = _lock(question, by, at)
    if locked.code:
        _refuse_reworded(locked, values, choices)
    told = ""
    if answered:
        _refuse_fixed(locked, values, choices)
        told = reason(
            why,
            code="question.why",
            sentence="もう 答えた人が います。なおす わけを 書いてください（意味は かえないでください）。",
        )
    _write(locked, values, len(choices))
    locked.save(update_fields=sorted(EDITABLE))
    _write_choices(locked, choices)
    _note("change", locked, by, at, {"choices": len(choices)}, why=told)
    return locked


@transaction.atomic
def move(*, question: Question, up: bool, by: Actor, at: datetime) -> Question:
    """One place up or down; at the edge nothing changes."""
    locked, _ = _lock(question, by, at)
    order = list(Question.objects.filter(hearing=locked.hearing_id).order_by("position"))
    here = [one.pk for one in order].index(locked.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
        _number(order)
    _note("move", locked, by, at, {"up": up})
    return locked


@transaction.atomic
def remove(*, question: Question, by: Actor, at: datetime) -> None:
    """Raises Conflict when somebody may have answered."""
    locked, answered = _lock(question, by, at)
    if answered:
        raise Conflict("question.answered", _ANSWERED.format("きくこと"))
    _note("remove", locked, by, at, {"words": locked.words})
    others = list(
        Question.objects.filter(hearing=locked.hearing_id).exclude(pk=locked.pk).order_by("position")
    )
    locked.delete()
    _number(others)


def _lock(question: Question, by: Actor, at: datetime) -> tuple[Question, bool]:
    hearing = hearings.lock(question.hearing, by, at)
    locked = Question.objects.select_for_update(of=("self",)).select_related("hearing").get(pk=question.pk)
    return locked, hearings_desk.is_answered(hearing)


def _refuse_fixed(question: Question, values: Mapping[str, Any], choices: Sequence[Given]) -> None:
    changed = [
        name for name in FIXED_WHEN_ANSWERED if name in values and values[name] != getattr(question, name)
    ]
    if changed:
        words = _ANSWERED.format("ここ")
        raise Conflict("question.answered", words, fields=dict.fromkeys(changed, words))
    if {one.pk for one in choices} != set(question.choices.values_list("pk", flat=True)):
        raise Conflict("question.answered", _ANSWERED.format("えらぶものの 数"))


def _refuse_reworded(question: Question, values: Mapping[str, Any], choices: Sequence[Given]) -> None:
    """It is asked of the same people in the same words every year; words in a language that had none may be added."""
    said = {one.pk: one.words for one in question.choices.all()}
    kept = all(
        values.get(name, getattr(question, name)) == getattr(question, name) for name in FIXED_WHEN_ANSWERED
    )
    kept = kept and _says(values.get("words", question.words), question.words)
    kept = kept and {one.pk for one in choices} == set(said)
    if not (kept and all(_says(one.words, said.get(one.pk or 0, {})) for one in choices)):
        raise Conflict(
            "question.shipped",
            "これは 年ごとに くらべるための きまった きくことなので、ことばや えらぶものは かえられません。ちがうことを ききたいときは、新しい きくことを 足してください。",
        )


def _says(words: Mapping[str, str], before: Mapping[str, str]) -> bool:
    return all(" ".join(words.get(key, "").split()) == text for key, text in before.items())


def _write(question: Question, values: Mapping[str, Any], choices: int) -> None:
    for name, value in values.items():
        if name not in EDITABLE:
            raise ValueError(f"not to be set: {name}")
        setattr(question, name, value)
    question.words = _told(question.words, rules.WORDS_MAX)
    question.helps = _told(question.helps, rules.HELPS_MAX)
    if not question.words:
        raise Invalid("question.words", "きく ことばが ありません。どれか 1つの ことばで 書いてください。")
    rules.check_question(question.kind, question.picks_max, choices)


def _told(words: Mapping[str, str], most: int) -> dict[str, str]:
    """Tidy and without empty ones. Raises Invalid for a wording nobody reads, for what is too long, for a My Number."""
    found = {str(Wording(key)): refuse_my_number(" ".join(text.split())) for key, text in words.items()}
    if any(len(text) > most for text in found.values()):
        raise Invalid("question.long", f"1つの ことばは {most}文字までです。短いほど 答えやすく なります。")
    return {key: text for key, text in found.items() if text}


def _write_choices(question: Question, choices: Sequence[Given]) -> None:
    standing = {one.pk: one for one in question.choices.all()}
    wanted = {one.pk for one in choices if one.pk is not None}
    if wanted - set(standing):
        raise Conflict(
            "question.choice_gone", "えらぶものを だれかが 先に 消しました。ページを 見なおしてください。"
        )
    question.choices.exclude(pk__in=wanted).delete()
    for position, given in enumerate(choices, start=1):
        words = _told(given.words, rules.CHOICE_WORDS_MAX)
        if not words:
            raise Invalid(
                "question.choice_words",
                f"{position}番の えらぶものに ことばが ありません。ことばを 書くか、その番を 消してください。",
            )
        row = standing[given.pk] if given.pk is not None else Choice(question=question, code=given.code)
        row.position, row.words, row.wish = position, words, given.wish
        row.picture = given.picture or pictures.FEATURES.get(given.wish, "")
        row.save()


def _number(order: Sequence[Question]) -> None:
    for position, one in enumerate(order, start=1):
        if one.position != position:
            one.position = position
            one.save(update_fields=["position"])


def _note(
    verb: str, question: Question, by: Actor, at: datetime, data: dict[str, Any], why: str = ""
) -> None:
    journal.record(
        f"voices.question.{verb}", noun="voices.Question", object_id=question.pk, by=by, at=at, why=why,
        data={"hearing": question.hearing.public_id, "question": question.public_id, **data},
    )  # fmt: skip
