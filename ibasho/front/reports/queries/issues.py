"""Where 課題 come from: what groups named in a 年度's 実態把握, which themes children's voices made; and those that stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ibasho.base.kernel.facts import Mark, Span
from ibasho.front.reports.models import Issue, Line
from ibasho.front.reports.queries import sources, trying
from ibasho.front.reports.rules.kinds import IssueSource, Over
from ibasho.rooms.network.queries import sheets
from ibasho.rooms.network.rules.kinds import Issue as IssueTag
from ibasho.rooms.voices.queries import themes


@dataclass(frozen=True, slots=True)
class Named:
    """A tag with how many groups of those heard named it, the marks of that number, and their words."""

    tag: IssueTag
    count: int
    count_of: int
    marks: tuple[str, ...]
    words: tuple[str, ...]
    taken_by: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class OfLine:
    line: Line
    open: list[Issue]
    settled: list[Issue]


@dataclass(frozen=True, slots=True)
class Theme:
    """A decided theme of children's and parents' voices."""

    title: str
    verdict: str
    decided_on: date


def named(nendo: int, today: date) -> list[Named]:
    """From the room's own figures, the tag that most groups named first; nothing where nobody was heard."""
    span = Span.of(nendo, today)
    taken: dict[str, list[Issue]] = defaultdict(list)
    for one in trying.issues().filter(
        source=IssueSource.SHEET.value, found_on__range=(span.first, span.last)
    ):
        taken[one.tag].append(one)
    words = {one.issue: one.words for one in sheets.issues(nendo)}
    found = [_named(tag, span, words.get(tag, []), taken.get(tag.value, [])) for tag in IssueTag]
    return sorted((one for one in found if one and one.count), key=lambda one: -one.count)


def _named(tag: IssueTag, span: Span, words: Iterable[str], taken: Iterable[Issue]) -> Named | None:
    fact = sources.area(f"network.issue_{tag.value}", Over.DAY, span)
    if not isinstance(fact.value, int) or not fact.n:
        return None
    marks = tuple(str(one) for one in Mark if one in fact.marks)
    return Named(tag, fact.value, fact.n, marks, tuple(words), tuple(taken))


def years(this: int) -> list[int]:
    return sorted({this, *sheets.years()}, reverse=True)


def decided_themes(today: date) -> list[Theme]:
    """The newest decision first."""
    found = [one for one in themes.chains(themes.standing(), today) if one.decision]
    rows = [
        Theme(one.theme.title, one.decision.get_verdict_display(), one.decision.decided_on)
        for one in found
        if one.decision
    ]
    return sorted(rows, key=lambda one: one.decided_on, reverse=True)


def by_line(nendo: int | None = None) -> list[OfLine]:
    """Lines with 課題, the newest 年度 first, those that have open ones first within it."""
    held: dict[int, OfLine] = {}
    rows = trying.issues() if nendo is None else trying.issues().filter(line__nendo=nendo)
    for one in rows:
        of = held.setdefault(one.line_id, OfLine(one.line, [], []))
        (of.open if one.settled_at is None else of.settled).append(one)
    return sorted(held.values(), key=lambda of: (-of.line.nendo, not of.open))
