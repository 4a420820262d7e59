"""Children take part in judging (評価): what they answered in hearings of that moment, as it was released and no further."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.conf import settings

from ibasho.base.kernel.disclosure.tables import Number, Shown
from ibasho.base.kernel.facts import Audience, Fact, FactRow, FactTable, Mark, Span, shielded
from ibasho.rooms.voices.models import Choice, Hearing, Question
from ibasho.rooms.voices.queries import releases, results, tables
from ibasho.rooms.voices.queries.hearings import PUBLIC
from ibasho.rooms.voices.queries.releases import Standing
from ibasho.rooms.voices.rules.kinds import Moment, QuestionKind, Wording
from ibasho.rooms.voices.rules.templates_of_hearings import OWN_PLACE, YES
from ibasho.rooms.voices.rules.wordings import text

BOOK = "評価の 意見聴取（公開した 集計）"
Out = Mapping[int, Mapping[str, Standing]]


def own_place(span: Span) -> Fact:
    """Children who said yes to the shipped question 「ここは じぶんの 居場所だと 思う」, of all who answered it, in percent; who
    does not know is one of all. Of evaluating hearings opened inside the span, from their released tables. None where it
    was not asked, or nothing is out; hidden where too few answered."""
    questions = [one for one in _questions(_hearings(span)) if one.code == OWN_PLACE]
    out = releases.shown_of_all([one.hearing for one in questions])
    told = [_yes(one, out) for one in questions if tables.name(one) in out.get(one.hearing_id, {})]
    known = [(yes, total) for yes, total in told if yes is not None and total]
    total = sum(one for _yes_, one in known)
    hidden = bool(told) and len(known) < len(told)
    marks = {Mark.PARTIAL if known else Mark.SUPPRESSED} if hidden else set()
    share = round(100 * sum(yes for yes, _total in known) / total, 1) if total else None
    what = "「ここは じぶんの 居場所だと 思う」に はいと 答えた こども"
    made = _fact(
        share,
        "%",
        f"{BOOK}: {what}（{span.words}）",
        span,
        "own_place",
        marks,
        n=total if questions else None,
    )
    return shielded(made, minimum=settings.SMALL_NUMBER_MIN, heads=total)


def evaluations(span: Span) -> FactTable:
    """Every question of those hearings that gives numbers: how many chose what, and of how many. Four statements."""
    questions = _questions(_hearings(span))
    out = releases.shown_of_all([one.hearing for one in questions])
    rows = []
    for one in questions:
        standing = out.get(one.hearing_id, {}).get(tables.name(one))
        if standing is not None and not standing.table.nothing:
            rows += _rows(one, standing, span)
    note = "" if rows else "この年度の 評価の 意見聴取で 公開した 集計は まだ ありません。"
    return FactTable(
        title="こどもの 評価", columns=("人数", "割合"), rows=tuple(rows), source=f"{BOOK}（{span.words}）", as_of=span.last,
        query=f"{__name__}.evaluations", note=note, audience=Audience.PUBLIC,
    )  # fmt: skip


def _hearings(span: Span) -> list[Hearing]:
    rows = Hearing.objects.filter(state__in=PUBLIC, moment=Moment.REVIEW, source_name="")
    return list(rows.filter(opens_on__range=(span.first, span.last)).order_by("opens_on", "pk"))


def _questions(hearings: Iterable[Hearing]) -> list[Question]:
    """Those that give numbers, hearing by hearing."""
    rows = Question.objects.filter(hearing__in=list(hearings)).exclude(kind=QuestionKind.TEXT)
    order = rows.order_by("hearing__opens_on", "hearing", "position")
    return list(order.select_related("hearing").prefetch_related("choices"))


def _yes(question: Question, out: Out) -> tuple[Number, Number]:
    """(yes, of all): children alone are asked it, so the margins are theirs."""
    table = out[question.hearing_id][tables.name(question)].table
    label = next((_label(one) for one in question.choices.all() if one.code == YES), "")
    return (table.at(label) if label in table.labels(0) else None), table.total


def _rows(question: Question, standing: Standing, span: Span) -> list[FactRow]:
    table = standing.table
    called = results.label_words(question, Wording.PARENT, {})
    asked = text(question.words, Wording.PARENT)
    source = f"{question.hearing.title}（{BOOK}、{span.words}）"
    return [
        FactRow(f"{asked}：{called[label]}", _pair(table, label, source, span)) for label in table.labels(0)
    ]


def _pair(table: Shown, label: str, source: str, span: Span) -> tuple[Fact, Fact]:
    count, total = table.at(label), table.total
    share = round(100 * count / total, 1) if count is not None and total else None

    def made(value: float | None, unit: str, n: int | None) -> Fact:
        marks = {Mark.SUPPRESSED} if value is None else set()
        return _fact(value, unit, source, span, "evaluations", marks, n=n)

    return made(count, "人", None), made(share, "%", total if share is not None else None)


def _label(choice: Choice) -> str:
    return f"c{choice.pk}"


def _fact(
    value: float | None, unit: str, source: str, span: Span, query: str, marks: set[Mark], *, n: int | None
) -> Fact:  # fmt: skip
    return Fact(
        value=value, unit=unit, source=source, as_of=span.last, query=f"{__name__}.{query}", n=n, marks=frozenset(marks),
        audience=Audience.PUBLIC,
    )  # fmt: skip


YEAR: dict[str, Callable[[Span], Fact]] = {"own_place": own_place}
TABLES: dict[str, Callable[[Span], FactTable]] = {"evaluations": evaluations}
