"""A yearly report as it would stand today: figures, lines, sayings and words put together into an `Edition`. For the public
alone: what the public may not see is named, never counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.conf import settings
from django.db.models import QuerySet

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.facts import Audience, Span
from ibasho.front.reports.models import Goal, Line, Report
from ibasho.front.reports.queries import figures as measured
from ibasho.front.reports.queries import reviews, yearly_lines, yearly_tables
from ibasho.front.reports.rules import openly, report, telling
from ibasho.front.reports.rules.edition import (
    VERSION,
    Answer,
    Edition,
    FigureTold,
    Passage,
    Saying,
    from_json,
)
from ibasho.front.reports.rules.figures import NOT_FOR_READER, Figure
from ibasho.front.reports.rules.kinds import ReportState
from ibasho.front.reports.rules.report import CHAPTERS, GLANCE, LINES, OPENLY, OTHER, SAID, VOICES, Chapter
from ibasho.rooms.voices.queries import themes

ANSWERS_MAX = 20
OUT = (ReportState.PUBLISHED, ReportState.WITHDRAWN)


def of_report(row: Report, today: date) -> Edition:
    """What was published as it was; a draft as it would stand today."""
    if row.frozen is not None:
        return from_json(row.frozen)
    return edition(row.nendo, today, number=row.edition, words=said(row))


def edition(
    nendo: int, today: date, *, number: int = 1, words: dict[str, tuple[str, str]] | None = None
) -> Edition:
    """`words`: chapter → (for grown-ups, for children). A chapter that the city adds nothing to, and that has nothing to
    show, is left out."""
    span = Span.of(nendo, today)
    found = measured.figures(nendo, today, Audience.PUBLIC)
    told = _Told(found, span, words or {})
    passages = tuple(one for one in map(told.passage, CHAPTERS) if one.code != OTHER or one.figures)
    return Edition(
        version=VERSION, nendo=nendo, number=number, city=settings.IBASHO_CITY["name"], until=span.words, made_on=today,
        passages=passages, next_lines=yearly_lines.next_lines(nendo),
    )  # fmt: skip


class _Told:
    """Everything of one 年度, asked once, handed out by chapter."""

    def __init__(self, found: Sequence[Figure], span: Span, words: dict[str, tuple[str, str]]) -> None:
        self.span, self.words = span, words
        self.inner = [
            openly.Inner(one.code, one.title, one.child_title)
            for one in found
            if one.missing == NOT_FOR_READER
        ]
        kept = {one.code for one in self.inner}
        goals = _goals(span.nendo)
        names = {one.code: one.words for one in goals}
        self.figures = [telling.figure(one, names) for one in found if one.code not in kept]
        self.goals = [_asked(goal) for goal in goals]

    def passage(self, chapter: Chapter) -> Passage:
        words, child_words = self.words.get(chapter.code, ("", ""))
        return Passage(
            code=chapter.code, title=chapter.title, child_title=chapter.child_title, lead=chapter.lead,
            in_kids=chapter.in_kids, words=words, child_words=child_words, figures=self._figures(chapter),
            tables=yearly_tables.tables(chapter.tables, self.span),
            lines=yearly_lines.lines(self.span.nendo) if chapter.code == LINES else (),
            sayings=sayings(self.span.nendo) if chapter.code == SAID else (),
            answers=answers(self.span) if chapter.code == VOICES else (),
            gaps=openly.gaps(self.figures, self.inner, self.goals) if chapter.code == OPENLY else (),
        )  # fmt: skip

    def _figures(self, chapter: Chapter) -> tuple[FigureTold, ...]:
        if chapter.code == GLANCE:
            by_code = {one.code: one for one in self.figures}
            return tuple(by_code[code] for code in chapter.indicators if code in by_code)
        return tuple(one for one in self.figures if report.of_indicator(one.code) is chapter)


def _goals(nendo: int) -> list[Goal]:
    rows = Goal.objects.prefetch_related("indicators")
    return [one for one in rows if one.until_nendo is None or one.until_nendo >= nendo]


def _asked(goal: Goal) -> openly.GoalAsked:
    codes = tuple(one.code for one in goal.indicators.all())
    return openly.GoalAsked(goal.code, str(goal), goal.child_words, codes)


def sayings(nendo: int) -> tuple[Saying, ...]:
    """Those two people have read; a place by the name it has today."""
    return tuple(
        Saying(
            party=one.party, who=one.who_words, heads=one.heads, place=one.place.name if one.place else "", good=one.good,
            hard=one.hard, next=one.next, said_on=one.said_on,
        )
        for one in reviews.shown(nendo)
    )  # fmt: skip


def answers(span: Span) -> tuple[Answer, ...]:
    """What the city answered inside the span, in the words children read, newest first."""
    chains = themes.newest_answers(span.last, most=ANSWERS_MAX)
    decided = ((one, one.decision) for one in chains if one.decision is not None)
    return tuple(
        Answer(chain.theme.child_title, chain.said.words, last.child_why)
        for chain, last in decided
        if span.first <= last.decided_on <= span.last
    )


def said(row: Report) -> dict[str, tuple[str, str]]:
    return {one.chapter: (one.words, one.child_words) for one in row.words.all()}


def reports() -> QuerySet[Report]:
    return Report.objects.prefetch_related("words")


def of_desk(nendo: int, number: int | None = None) -> Report | None:
    """The edition asked for, or the newest of the 年度."""
    rows = reports().filter(nendo=nendo)
    return rows.filter(edition=number).first() if number else rows.order_by("-edition").first()


def public(nendo: int, number: int | None = None) -> Report | None:
    """What everybody may read: the edition asked for, else the one that is out, else the newest that was withdrawn. Never one
    that is shut."""
    rows = Report.objects.filter(nendo=nendo, state__in=OUT, is_shut=False)
    if number:
        return rows.filter(edition=number).first()
    return rows.filter(state=ReportState.PUBLISHED).first() or rows.order_by("-edition").first()


def public_editions(nendo: int | None = None) -> list[Report]:
    """Newest year first, in it the newest edition first."""
    rows = Report.objects.filter(state__in=OUT).order_by("-nendo", "-edition").defer("frozen")
    return list(rows if nendo is None else rows.filter(nendo=nendo))


def years_to_write(today: date) -> list[int]:
    """年度 that have lines or a report, this one and the one before: newest first."""
    this = years.nendo(today)
    known = set(Line.objects.values_list("nendo", flat=True)) | set(
        Report.objects.values_list("nendo", flat=True)
    )
    return sorted(
        {one for one in known if report.FIRST_NENDO <= one <= this} | {this, this - 1}, reverse=True
    )


def missing(edition_now: Edition, words: dict[str, tuple[str, str]]) -> Iterable[str]:
    """What a careful person would still do before it goes out. Nothing of it is forced."""
    titles = [one.title for one in edition_now.passages if not words.get(one.code, ("", ""))[0]]
    if titles:
        yield f"ことばの ない 章：{'、'.join(titles)}"
    silent = [
        one.title for one in edition_now.passages if one.in_kids and not words.get(one.code, ("", ""))[1]
    ]
    if silent:
        yield f"こどもへの ことばの ない 章：{'、'.join(silent)}"
    unknown = [one.title for one in edition_now.figures if not one.is_known and not one.is_hidden]
    if unknown:
        yield f"記録の ない しるし：{'、'.join(unknown)}"
    if not any(one.sayings for one in edition_now.passages):
        yield "こども・居場所の人・外の人の ことばが まだ ありません"
    if years.last_day(edition_now.nendo) > edition_now.made_on:
        yield f"年度が まだ おわっていません（数は {edition_now.made_on.month}月{edition_now.made_on.day}日まで）"
