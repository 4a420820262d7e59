"""Hearings as the desk sees them: cards with steps and heads, what a draft lacks, whether anybody answered yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count, Sum

from ibasho.base.ui import furigana
from ibasho.rooms.voices.models import (
    Answer,
    Envelope,
    Hearing,
    Opinion,
    PublishedFigure,
    Question,
    Step,
    Tally,
)
from ibasho.rooms.voices.queries import hearings
from ibasho.rooms.voices.queries import steps as steps_of
from ibasho.rooms.voices.rules import hearings as rules
from ibasho.rooms.voices.rules.kinds import Respondent, StepKind, Wording
from ibasho.town.concerns.queries import concerns

State = Hearing.State


@dataclass(frozen=True)
class Card:
    """One hearing in the list."""

    hearing: Hearing
    steps: Sequence[steps_of.Shown]
    heads: int
    today: date

    @cached_property
    def days_left(self) -> int | None:
        return rules.days_left(self.hearing.closes_on, self.today)

    @property
    def late(self) -> steps_of.Shown | None:
        return next((one for one in self.steps if one.state == "late"), None)

    @property
    def is_elsewhere(self) -> bool:
        """Shown as somebody else published it; a draft of one is in preparation like any other."""
        return bool(self.hearing.source_name) and self.hearing.state != State.DRAFT

    @property
    def waits(self) -> bool:
        """Open by its state, but its first day is still to come."""
        return bool(self.hearing.opens_on and self.hearing.opens_on > self.today)


@dataclass(frozen=True, slots=True)
class Group:
    """One part of the list; `empty` is said where there is nothing."""

    code: str
    label: str
    empty: str
    cards: Sequence[Card]


def groups(today: date, text: str = "") -> list[Group]:
    """Open now, in preparation, closed and waiting for what became of it, finished, held elsewhere: of those nobody waits for an
    answer of ours. `text` narrows by title."""
    rows = hearings.of_desk().prefetch_related("steps")
    if text:
        rows = rows.filter(title__icontains=text)
    cards = _cards(list(rows), today)
    parts = (
        (State.OPEN, "いま きいている", "いま きいている回は ありません。"),
        (State.DRAFT, "準備している", "準備している回は ありません。"),
        (State.CLOSED, "しめきった（反映・お返しの 途中）", "反映を 待っている回は ありません。"),
        (State.FINISHED, "おわり", "おわった回は まだ ありません。"),
    )
    found = [
        Group(
            state.value,
            label,
            empty,
            [one for one in cards if one.hearing.state == state and not one.is_elsewhere],
        )
        for state, label, empty in parts
    ]
    elsewhere = [one for one in cards if one.is_elsewhere]
    return (
        [*found, Group("elsewhere", "ほかで きいた回（公表された数）", "", elsewhere)] if elsewhere else found
    )


def card(hearing: Hearing, today: date) -> Card:
    return _cards([hearing], today)[0]


def _cards(rows: list[Hearing], today: date) -> list[Card]:
    heads = heads_of(rows)
    return [Card(row, steps_of.shown(row.steps.all(), today), heads[row.pk], today) for row in rows]


def heads_of(rows: Iterable[Hearing]) -> Counter[int]:
    """{hearing: people heard so far}: answers, heads counted by hand, and people published elsewhere. Three statements."""
    keys = {row.pk for row in rows}
    found: Counter[int] = Counter()
    answers = Answer.objects.filter(hearing__in=keys).order_by()
    tallies = Tally.objects.filter(door__hearing__in=keys, question__isnull=True).order_by()
    figures = PublishedFigure.objects.filter(hearing__in=keys, is_total=False, wish="").order_by()
    figures = figures.exclude(respondent="").exclude(hearing__source_name="")
    for key, count in (
        *answers.values_list("hearing").annotate(n=Count("pk")),
        *tallies.values_list("door__hearing").annotate(n=Sum("count")),
        *figures.values_list("hearing").annotate(n=Sum("value")),
    ):
        found[key] += count or 0
    return found


def is_answered(hearing: Hearing) -> bool:
    """Whether somebody answered, or may have: of a sealed envelope nobody knows to which hearing it belongs."""
    return (
        Answer.objects.filter(hearing=hearing).exists()
        or Tally.objects.filter(door__hearing=hearing).exists()
        or Opinion.objects.filter(hearing=hearing).exists()
        or (hearing.state == State.OPEN and Envelope.objects.filter(broken=False).exists())
    )


def questions_of(hearing: Hearing) -> list[Question]:
    """In order, with their choices."""
    return list(hearing.questions.prefetch_related("choices"))


def asked(question: Question) -> rules.Asked:
    choices = [choice.words for choice in question.choices.all()]
    return rules.Asked(question.kind, question.words, choices, question.asked, question.picks_max)


def sheet(hearing: Hearing, *, today: date) -> rules.Sheet:
    """The draft as rules.hearings.checklist reads it."""
    steps = {row.kind: row for row in Step.objects.filter(hearing=hearing)}
    settled = [steps[kind] for kind in (StepKind.PLAN, StepKind.PREPARE)]
    return rules.Sheet(
        respondents=hearing.respondents, stages=hearing.stages, methods=hearing.methods,
        child_purpose=hearing.child_purpose, policy=hearing.policy, opens_on=hearing.opens_on, closes_on=hearing.closes_on,
        doors=hearing.doors.filter(shut=False).count(), questions=[asked(one) for one in questions_of(hearing)],
        prepared=all(one.done_on or one.skipped_why for one in settled), listens=not steps[StepKind.LISTEN].skipped_why,
        staffed=concerns.is_staffed(today),
    )  # fmt: skip


def bare_kanji(hearing: Hearing, questions: Sequence[Question]) -> tuple[str, ...]:
    """Kanji in words for children that no list can read aloud: no furigana would stand over them."""
    if Respondent.CHILD not in hearing.respondents:
        return ()
    texts = [hearing.child_title, hearing.child_purpose]
    for one in questions:
        for words in (one.words, one.helps, *(choice.words for choice in one.choices.all())):
            texts += [words.get(wording, "") for wording in (Wording.SMALL, Wording.TEEN, Wording.EASY)]
    return tuple(dict.fromkeys(kanji for text in texts for kanji in furigana.unread(text)))
