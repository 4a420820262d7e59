"""The hearings of a 年度 of which numbers are out: when, whom, and what was wished for, in the order it was published."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ibasho.base.kernel import wareki
from ibasho.base.kernel.disclosure.tables import Number, Shown
from ibasho.base.kernel.facts import Audience, Fact, FactRow, FactTable, Mark, Span
from ibasho.rooms.voices.models import Choice, Hearing, PublishedFigure
from ibasho.rooms.voices.queries import hearings as queries
from ibasho.rooms.voices.queries import releases, tables
from ibasho.rooms.voices.queries.releases import Standing
from ibasho.rooms.voices.rules import who
from ibasho.rooms.voices.rules.kinds import PLACE_PEOPLE, Method, Respondent, Wording
from ibasho.rooms.voices.rules.wordings import text

BOOK = "こどもの声の記録（公開した 集計）"
COLUMNS = ("日", "こども", "子育て中の人", "居場所の人", "合計", "ほしいもの（多い順・公表の順）", "出典")


@dataclass(frozen=True, slots=True)
class _Told:
    """What is out of one hearing. `heads`: children, parents, people of the places; None: hidden, or not asked."""

    heads: Sequence[Number]
    total: Number
    wishes: Sequence[str]
    asked: Sequence[bool]


def hearings_published(span: Span) -> FactTable:
    """Opened inside the span, the first first. Of one held elsewhere its figures stand as they were published: nothing is
    added up. Of our own what the released tables show. Four statements."""
    rows = queries.with_numbers().filter(opens_on__range=(span.first, span.last))
    found = sorted(rows, key=lambda one: (one.opens_on, one.pk))
    told = {
        **_elsewhere([one for one in found if one.source_name]),
        **_own([one for one in found if not one.source_name]),
    }
    return FactTable(
        title="意見を きいた回", columns=COLUMNS, rows=tuple(_row(one, told[one.pk], span) for one in found),
        source=f"{BOOK}（{span.words}）", as_of=span.last, query=f"{__name__}.hearings_published", audience=Audience.PUBLIC,
    )  # fmt: skip


def by_method(span: Span) -> FactTable:
    """How hearings opened inside the span were held, by all of what they said of it: one that was an アンケート at a stall is in
    two rows. One statement."""
    rows = Hearing.objects.filter(state__in=queries.PUBLIC, opens_on__range=(span.first, span.last))
    held = Counter(method for methods in rows.values_list("methods", flat=True) for method in methods)
    source = f"こどもの声の記録: きき方（{span.words}）"

    def fact(count: int) -> Fact:
        return Fact(
            value=count,
            unit="回",
            source=source,
            as_of=span.last,
            query=f"{__name__}.by_method",
            audience=Audience.PUBLIC,
        )

    return FactTable(
        title="意見の きき方", columns=("ひらいた回",), rows=tuple(FactRow(one.label, (fact(held[one.value]),)) for one in Method),
        source=source, as_of=span.last, query=f"{__name__}.by_method", audience=Audience.PUBLIC,
    )  # fmt: skip


def _row(hearing: Hearing, told: _Told, span: Span) -> FactRow:
    source = hearing.source_name or f"{BOOK}（{span.words}）"
    published = frozenset({Mark.PUBLISHED} if hearing.source_name else ())

    def fact(value: int | str | None, unit: str = "", marks: frozenset[Mark] = frozenset()) -> Fact:
        return Fact(
            value=value, unit=unit, source=source, as_of=span.last, query=f"{__name__}.hearings_published",
            marks=published | marks, audience=Audience.PUBLIC,
        )  # fmt: skip

    def people(number: Number, *, was_asked: bool) -> Fact:
        hidden = number is None and was_asked and not hearing.source_name
        return fact(number, "人", frozenset({Mark.SUPPRESSED} if hidden else ()))

    heads = [people(one, was_asked=asked) for one, asked in zip(told.heads, told.asked, strict=True)]
    wishes = fact("、".join(told.wishes) or None)
    return FactRow(
        hearing.title,
        (fact(_days(hearing)), *heads, people(told.total, was_asked=True), wishes, fact(source)),
    )


def _days(hearing: Hearing) -> str | None:
    first, last = hearing.opens_on, hearing.closes_on
    if first is None or last == first:
        return wareki.long_label(first) if first else None
    return f"{wareki.long_label(first)}～{wareki.long_label(last) if last else ''}"


def _elsewhere(hearings: Sequence[Hearing]) -> dict[int, _Told]:
    rows: dict[int, list[PublishedFigure]] = defaultdict(list)
    for one in PublishedFigure.objects.filter(hearing__in=hearings).order_by("hearing", "position"):
        rows[one.hearing_id].append(one)
    return {one.pk: _as_published(rows[one.pk]) for one in hearings}


def _as_published(rows: Sequence[PublishedFigure]) -> _Told:
    people = [one for one in rows if one.respondent and not one.wish and not one.is_total]
    kinds = ((Respondent.CHILD,), (Respondent.PARENT,), PLACE_PEOPLE)
    heads = [_sum(one.value for one in people if one.respondent in kind) for kind in kinds]
    totals = (one.value for one in rows if one.is_total and not one.respondent and not one.wish)
    return _Told(heads, next(totals, None), [one.label for one in rows if one.wish], (True, True, True))


def _own(hearings: Sequence[Hearing]) -> dict[int, _Told]:
    out = releases.shown_of_all(hearings)
    choices: dict[int, list[Choice]] = defaultdict(list)
    wished = Choice.objects.filter(question__hearing__in=hearings).exclude(wish="").select_related("question")
    for one in wished.order_by("question__position", "position"):
        choices[one.question.hearing_id].append(one)
    return {one.pk: _as_released(one, out.get(one.pk, {}), choices[one.pk]) for one in hearings}


def _as_released(hearing: Hearing, out: Mapping[str, Standing], wished: Sequence[Choice]) -> _Told:
    asked = set(hearing.respondents)
    was_asked = (Respondent.CHILD in asked, Respondent.PARENT in asked, bool(asked & set(PLACE_PEOPLE)))
    standing = out.get(tables.HEADS)
    if standing is None:
        return _Told((None, None, None), None, _wishes(out, wished), was_asked)
    table = standing.table
    lines = table.labels(0)
    kinds = (
        [one for one in lines if who.is_child(one)],
        [one for one in lines if one == Respondent.PARENT],
        [one for one in lines if one in PLACE_PEOPLE],
    )
    heads = [_together(table, kind) for kind in kinds]
    return _Told(heads, table.total, _wishes(out, wished), was_asked)


def _wishes(out: Mapping[str, Standing], wished: Sequence[Choice]) -> list[str]:
    """Those whose number is shown, the most wished first."""
    counts = {one.pk: _count(out.get(tables.name(one.question)), one) for one in wished}
    shown = [one for one in wished if counts[one.pk] is not None]
    shown.sort(key=lambda one: -(counts[one.pk] or 0))
    return [text(one.words, Wording.PARENT) for one in shown]


def _count(standing: Standing | None, choice: Choice) -> Number:
    label = f"c{choice.pk}"
    return standing.table.at(label) if standing and label in standing.table.labels(0) else None


def _together(table: Shown, lines: Sequence[str]) -> Number:
    """None where one of them is hidden: a part is not the whole."""
    told = [table.at(one) for one in lines]
    return None if None in told or not told else sum(one or 0 for one in told)


def _sum(values: Iterable[int | None]) -> Number:
    known = [one for one in values if one is not None]
    return sum(known) if known else None


TABLES: dict[str, Callable[[Span], FactTable]] = {
    "hearings_published": hearings_published, "by_method": by_method,
}  # fmt: skip
