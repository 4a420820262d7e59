"""The deck put together from what the system knows today. Nothing here is kept: another number, another page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.facts import Audience, Fact, FactTable, Mark, Span, open_rows, value_text
from ibasho.front.reports.models import Goal, Line
from ibasho.front.reports.queries import plan, sources
from ibasho.front.reports.rules.kinds import GoalKind, Over
from ibasho.front.reports.rules.slides import LATEST, SLIDES, Kind, Part, Slide, Title


@dataclass(frozen=True, slots=True)
class Cell:
    """`label`: its column. `told`: value and unit; empty where nothing is known."""

    label: str
    told: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a slide, filled. `table`, `rows`: a table's; `program`, `code`: the function that made it and its text.
    Without anything it is empty, and says so."""

    part: Part
    nendo: str
    source: str = ""
    as_of: date | None = None
    note: str = ""
    title: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, tuple[Cell, ...]], ...] = ()
    goals: tuple[Goal, ...] = ()
    lines: tuple[Line, ...] = ()
    program: str = ""
    code: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.rows or self.goals or self.lines)

    @property
    def kind_label(self) -> str:
        """What kind of goals these are."""
        return GoalKind(self.part.of).label if self.part.kind is Kind.GOALS else ""


@dataclass(frozen=True, slots=True)
class Shown:
    """`nendo`: of its first part; empty where it has none."""

    title: Title
    nendo: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Deck:
    """`source`: the document the plan's words come from; empty where a city wrote its plan here."""

    source: str
    slides: tuple[Shown, ...]


def deck(today: date) -> Deck:
    """The 年度 of the slides are those of the lines that come from the same document as the goals."""
    goals = list(Goal.objects.order_by("order", "code"))
    source = goals[0].source if goals else ""
    lines = (
        list(plan.lines(public=True).filter(source=source).order_by("nendo", "number", "code"))
        if goals
        else []
    )
    nendos = sorted({one.nendo for one in lines})
    return Deck(source, tuple(_slide(one, goals, lines, nendos, today) for one in SLIDES))


def _slide(
    slide: Slide, goals: Sequence[Goal], lines: Sequence[Line], nendos: Sequence[int], today: date
) -> Shown:
    blocks = tuple(_block(part, goals, lines, nendos, today) for part in slide.parts)
    return Shown(slide.title, blocks[0].nendo, blocks)


def _block(
    part: Part, goals: Sequence[Goal], lines: Sequence[Line], nendos: Sequence[int], today: date
) -> Block:
    nendo = _nendo(part, nendos, today)
    if part.kind is Kind.GOALS:
        kept = tuple(one for one in goals if one.kind == part.of)
        return Block(part, "", source=kept[0].source if kept else "", goals=kept)
    if nendo is None:
        return Block(part, "")
    label = years.label(nendo)
    if part.kind is Kind.LINES:
        of = tuple(one for one in lines if one.nendo == nendo)
        return Block(part, label, source=of[0].source if of else "", lines=of)
    span = Span.of(nendo, today)
    if part.kind is Kind.FACT:
        return _of_fact(part, label, sources.area(part.of, Over.DAY, span))
    return _of_table(part, label, sources.table(part.of, span))


def _nendo(part: Part, nendos: Sequence[int], today: date) -> int | None:
    """None where the deck has no such 年度, or it has not begun."""
    this = years.nendo(today)
    if part.year == LATEST:
        return this
    found = nendos[part.year] if part.year < len(nendos) else None
    lines_alone = part.kind is Kind.LINES
    return found if found is not None and (lines_alone or found <= this) else None


def _of_table(part: Part, label: str, table: FactTable) -> Block:
    """Its public rows alone."""
    open_ = table.open_to(Audience.PUBLIC)
    rows = open_rows(table.rows, Audience.PUBLIC) if open_ else ()
    return Block(
        part, label, source=table.source, as_of=table.as_of, note=table.note if open_ else "", title=table.title,
        columns=table.columns, rows=tuple((row.label, _cells(table.columns, row.facts)) for row in rows),
        program=table.query, code=sources.code_of(part.of, "TABLES"),
    )  # fmt: skip


def _of_fact(part: Part, label: str, fact: Fact) -> Block:
    rows = ((fact.source, _cells(("いま",), (fact,))),) if fact.open_to(Audience.PUBLIC) else ()
    return Block(
        part, label, source=fact.source, as_of=fact.as_of, title=fact.source, columns=("いま",), rows=rows, program=fact.query,
        code=sources.code_of(part.of, "FACTS"),
    )  # fmt: skip


def _cells(columns: Sequence[str], facts: Sequence[Fact]) -> tuple[Cell, ...]:
    return tuple(_cell(label, fact) for label, fact in zip(columns, facts, strict=True))


def _cell(label: str, fact: Fact) -> Cell:
    known = fact.value is not None or Mark.SUPPRESSED in fact.marks
    marks = tuple(str(one) for one in Mark if one in fact.marks and one is not Mark.SUPPRESSED)
    return Cell(label, value_text(fact) if known else "", marks if known else ())
