"""What both editions of a yearly report show, on a page, whoever looks: the same for the public and for a draft's preview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from ibasho.base.kernel import nendo as years
from ibasho.base.ui import charts
from ibasho.base.ui.furigana import unread
from ibasho.front.reports.models import Report
from ibasho.front.reports.rules import kids, pictures
from ibasho.front.reports.rules.edition import Edition, FigureTold, Passage, TableTold
from ibasho.front.reports.rules.kids import KidFigure, Kids
from ibasho.front.reports.rules.kids_words import WORDS
from ibasho.front.reports.rules.kinds import Party, ReportState
from ibasho.front.reports.rules.openly import KINDS
from ibasho.front.reports.rules.pictures import Bars, FigureRow
from ibasho.front.reports.rules.report import GLANCE, SOURCES, is_empty


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chapter with its pictures: of its figures, and each table with its own."""

    passage: Passage
    pictures: list[charts.Chart]
    tables: list[tuple[TableTold, charts.Chart | None]]
    gaps: list[tuple[str, list[Any]]]
    sources: list[FigureTold]

    @property
    def words(self) -> list[str]:
        return [line for line in self.passage.words.splitlines() if line.strip()]

    @property
    def rows(self) -> list[tuple[FigureTold, FigureRow]]:
        return [(one, pictures.row_of(one)) for one in self.passage.figures]

    @property
    def is_empty(self) -> bool:
        return not self.sources and is_empty(self.passage)

    @property
    def is_glance(self) -> bool:
        return self.passage.code == GLANCE

    @property
    def sayings(self) -> list[tuple[str, list[Any]]]:
        """By who said it, in the order children, operators, others."""
        rows = self.passage.sayings
        return [(label, [one for one in rows if one.party == party]) for party, label in Party.choices()]


def report(edition: Edition) -> dict[str, Any]:
    """Context of the grown-ups' edition. `short`: the 年度 in the addresses of its figures."""
    return {
        "edition": edition,
        "short": years.short_label(edition.nendo),
        "chapters": [chapter(one, edition) for one in edition.passages],
    }


def chapter(one: Passage, edition: Edition) -> Drawn:
    figures = () if one.code == GLANCE else one.figures
    drawn = [chart(bars) for figure in figures for bars in pictures.of_figure(figure)]
    known = [figure for figure in edition.figures if figure.is_known] if one.code == SOURCES else []
    return Drawn(one, drawn, [(table, _of_table(table)) for table in one.tables], _gaps(one), known)


def _of_table(table: TableTold) -> charts.Chart | None:
    bars = pictures.of_table(table)
    return chart(bars) if bars else None


def _gaps(one: Passage) -> list[tuple[str, list[Any]]]:
    by_kind = [(label, [gap for gap in one.gaps if gap.kind == kind]) for kind, label in KINDS.items()]
    return [(label, rows) for label, rows in by_kind if rows]


def chart(bars: Bars) -> charts.Chart:
    rows = [charts.Bar(row.label, row.value, "sand" if row.is_target else "", row.note) for row in bars.rows]
    fraction = any(row.value is not None and not float(row.value).is_integer() for row in bars.rows)
    return charts.bars(bars.title, rows, unit=bars.unit, label_head=bars.head, decimals=1 if fraction else 0)


def kids_of(edition: Edition) -> Kids:
    return kids.of(edition, readable)


def readable(text: str) -> bool:
    return not unread(text)


def children(edition: Edition) -> dict[str, Any]:
    """Context of the children's edition."""
    told = kids_of(edition)
    return {
        "kids": told,
        "words": WORDS,
        "edition": edition,
        "drawn": [(one, _kid_chart(one)) for one in told.drawn],
    }


def _kid_chart(one: KidFigure) -> charts.Chart | None:
    if not one.bars:
        return None
    rows = [charts.Bar(bar.label, bar.value, "" if bar.label == kids.THIS else "sand") for bar in one.bars]
    fraction = any(not float(bar.value).is_integer() for bar in one.bars)
    return charts.bars(one.title, rows, unit=one.unit, decimals=1 if fraction else 0)


def links(name: str, row: Report) -> dict[str, str]:
    """Addresses of both editions and papers of one report. `name`: of its page; a withdrawn one is asked for by number."""
    asked = f"?edition={row.edition}" if row.state == ReportState.WITHDRAWN else ""
    first = f"{name}_preview" if name.startswith("reports:desk") else name
    names = {"report": first, "kids": f"{name}_kids", "pdf": f"{name}_pdf", "kids_pdf": f"{name}_kids_pdf"}
    return {key: reverse(one, args=[row.nendo]) + asked for key, one in names.items()}
