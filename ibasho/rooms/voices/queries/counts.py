"""Raw counts of a hearing: for the desk's own eyes, and for what is made of them before anything is published."""

from __future__ import annotations

from collections import Counter

from django.db.models import Count, Sum

from ibasho.rooms.voices.models import Answer, Hearing, Pick, PublishedFigure, Question, Tally
from ibasho.rooms.voices.rules.kinds import QuestionKind

Head = tuple[str, str, str]
_GROUP = ("respondent", "stage")


def heads(hearing: Hearing) -> dict[Head, int]:
    """People by (respondent, stage, district code): who came to us, and, of a hearing held elsewhere, the published
    number of each kind of people (without stage or district: none was published). Only what is above zero."""
    found = Counter(came(hearing))
    for respondent, n in _published(hearing):
        found[respondent, "", ""] += n
    return dict(found)


def came(hearing: Hearing) -> dict[Head, int]:
    """Answers, and heads counted by hand, who are of the door's district."""
    found: Counter[Head] = Counter()
    answers = Answer.objects.filter(hearing=hearing).order_by()
    counted = Tally.objects.filter(door__hearing=hearing, question__isnull=True).order_by()
    for respondent, stage, district, n in answers.values_list(*_GROUP, "district_code").annotate(
        n=Count("pk")
    ):
        found[respondent, stage, district] += n
    rows = counted.values_list(*_GROUP, "door__district_code").annotate(n=Sum("count"))
    for respondent, stage, district, n in rows:
        found[respondent, stage, district] += n
    return {key: n for key, n in found.items() if n > 0}


def people_came(hearing: Hearing) -> int:
    return sum(came(hearing).values())


def by_who(question: Question) -> dict[tuple[int, str, str], int]:
    """{(key, respondent, stage): n}; the key is a choice's pk or a face 1–5. In a ranking only first places count."""
    key = "face" if question.kind == QuestionKind.FACES else "choice_id"
    found: Counter[tuple[int, str, str]] = Counter()
    picks = Pick.objects.filter(question=question).order_by()
    if question.kind == QuestionKind.RANK:
        picks = picks.filter(place=1)
    answers = picks.values_list(key, "answer__respondent", "answer__stage").annotate(n=Count("pk"))
    counted = (
        Tally.objects.filter(question=question).order_by().values_list(key, *_GROUP).annotate(n=Sum("count"))
    )
    for one, respondent, stage, n in (*answers, *counted):
        found[one, respondent, stage] += n
    return {where: n for where, n in found.items() if n > 0}


def chosen(question: Question) -> dict[int, int]:
    """{choice pk or face: n}, of everybody."""
    found: Counter[int] = Counter()
    for (key, _respondent, _stage), n in by_who(question).items():
        found[key] += n
    return dict(found)


def crossed(question: Question) -> dict[tuple[int, str], int]:
    """{(choice pk or face, stage): n}; adults have no stage."""
    found: Counter[tuple[int, str]] = Counter()
    for (key, _respondent, stage), n in by_who(question).items():
        found[key, stage] += n
    return dict(found)


def answered(question: Question) -> dict[tuple[str, str], int] | None:
    """How many people chose anything, by (respondent, stage); None where some of it was counted by hand: how many people
    put up the stickers nobody knows."""
    if Tally.objects.filter(question=question).exists():
        return None
    rows = Answer.objects.filter(picks__question=question).order_by().values_list(*_GROUP)
    return {(respondent, stage): n for respondent, stage, n in rows.annotate(n=Count("pk", distinct=True))}


def _published(hearing: Hearing) -> list[tuple[str, int]]:
    if not hearing.source_name:
        return []
    told = PublishedFigure.objects.filter(hearing=hearing, is_total=False, wish="").exclude(respondent="")
    return [(respondent, n) for respondent, n in told.values_list("respondent", "value") if n]
