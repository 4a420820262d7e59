"""The council's workbook of a report: one sheet for each chapter that has figures or tables, every number a number. Pure."""

from __future__ import annotations

from ibasho.front.reports.rules.edition import CellTold, Edition, FigureTold, LineTold, Passage, TableTold
from ibasho.front.reports.rules.kinds import Party
from ibasho.front.reports.rules.openly import KINDS

Cell = str | int | float | None
Sheet = tuple[str, tuple[str, ...], list[tuple[Cell, ...]]]
FIGURES = (
    "しるし", "数", "単位", "目標", "前の年度", "前の年度の ことわり", "もとの 件数", "いつの", "ことわり", "目標との あいだ", "きめかた", "出典",
    "計算",
)  # fmt: skip
TABLES = ("表", "行", "項目", "数", "単位", "もとの 件数", "いつの", "ことわり", "出典", "計算")
LINES = ("記号", "事業", "状態", "主に 進める課", "ねらい", "試行", "決定", "わけ", "決めた日", "つぎの 年度")
SAID = ("だれが", "だれの 声か", "人数", "居場所", "よかったこと", "こまったこと", "つぎに", "いつの")
OPENLY = ("種類", "なにが", "わけ")
CHANGES = (
    "しるし",
    "第何版の きめかた",
    "きめかた",
    "年度",
    "数",
    "単位",
    "いつの",
    "もとの 件数",
    "ことわり",
)


def sheets(edition: Edition) -> list[Sheet]:
    """In the order of the chapters; the years before on a sheet of their own, one row for each definition and year."""
    found = [sheet for one in edition.passages for sheet in _of(one)]
    return [*found, ("年度ごと", CHANGES, [row for one in edition.figures for row in _years(one)])]


def _of(one: Passage) -> list[Sheet]:
    title = one.title
    found: list[Sheet] = []
    if one.figures:
        found.append((title, FIGURES, [_figure(figure) for figure in one.figures]))
    if one.tables:
        found.append((f"{title} 表", TABLES, [row for table in one.tables for row in _table(table)]))
    if one.lines:
        found.append((title, LINES, [row for line in one.lines for row in _lines(line)]))
    if one.sayings:
        rows: list[tuple[Cell, ...]] = [
            (Party(s.party).label, s.who, s.heads, s.place, s.good, s.hard, s.next, s.said_on.isoformat())
            for s in one.sayings
        ]
        found.append((title, SAID, rows))
    if one.gaps:
        found.append((title, OPENLY, [(KINDS[gap.kind], gap.title, gap.words) for gap in one.gaps]))
    return found


def _figure(one: FigureTold) -> tuple[Cell, ...]:
    return (
        one.title, _value(one), one.unit, _plain(one.target), _plain(one.last), "、".join(one.last_marks), one.n, _day(one), "、".join(one.marks),
        one.reached_words, one.definition, one.source, one.query,
    )  # fmt: skip


def _value(one: FigureTold) -> Cell:
    """A number; a word where it is a word; nothing where there is none (the marks say why)."""
    return one.said or _plain(one.value)


def _day(one: FigureTold) -> str:
    return one.as_of.isoformat() if one.as_of else ""


def _plain(value: float | None) -> float | int | None:
    return int(value) if value is not None and float(value).is_integer() else value


def _table(table: TableTold) -> list[tuple[Cell, ...]]:
    return [
        (
            table.title, row.label, column, cell.said or _plain(cell.value), cell.unit, cell.n, table.as_of.isoformat(),
            _marks(cell), table.source, table.query,
        )
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
    ]  # fmt: skip


def _marks(cell: CellTold) -> str:
    return "、".join(cell.marks)


def _lines(line: LineTold) -> list[tuple[Cell, ...]]:
    """One row for each decision; one where nothing was decided yet."""
    head = (
        line.code,
        line.title,
        line.state,
        line.lead,
        line.aim,
        "、".join(one.title for one in line.pilots),
    )
    if not line.decisions:
        return [(*head, "", "", "", "")]
    return [
        (*head, one.kind, one.reason, one.decided_on.isoformat(), f"{one.next_code} {one.next_title}".strip())
        for one in line.decisions
    ]


def _years(one: FigureTold) -> list[tuple[Cell, ...]]:
    return [
        (
            one.title, series.number, series.words, point.nendo, _plain(point.value), one.unit, point.as_of.isoformat(),
            point.n, "、".join(point.marks),
        )
        for series in one.series
        for point in series.points
    ]  # fmt: skip
