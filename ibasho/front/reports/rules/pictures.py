"""The pictures of a report: bars from zero, the same on the page and on paper. Pure.

An indicator is drawn by 年度, one picture for each definition, for only those years may be compared; a room's table is drawn
by its rows (months, districts, kinds). What is hidden or not recorded is a gap that says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ibasho.base.kernel import nendo as years
from ibasho.front.reports.rules.edition import HIDDEN, CellTold, FigureTold, Point, Series, TableTold, amount
from ibasho.front.reports.rules.kinds import Over

ROWS_MAX: Final = 60
NONE: Final = "－"
SUMS: Final = ("計", "合計", "あわせて")


@dataclass(frozen=True, slots=True)
class Row:
    """`value` None: a gap. `is_target`: what was aimed at, drawn in another tint."""

    label: str
    value: float | None
    shown: str
    note: str = ""
    is_target: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """`head`: what the labels are."""

    title: str
    unit: str
    head: str
    rows: tuple[Row, ...]

    @property
    def top(self) -> float:
        """The longest bar; 1 where all are nought."""
        return max((row.value or 0 for row in self.rows), default=0) or 1


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure's row on a page and on paper: this 年度, the one before, what is aimed at, what to know before quoting it."""

    now: str
    last: str
    aim: str
    notes: str


def row_of(one: FigureTold) -> FigureRow:
    aim = amount(one.target, one.unit) if one.target is not None else NONE
    return FigureRow(one.shown, _last(one), aim, notes(one))


def _last(one: FigureTold) -> str:
    """With its marks, without how many cases: `8回（一部のみ）`, `秘匿`, `－`."""
    if one.last is None:
        return HIDDEN if HIDDEN in one.last_marks else NONE
    behind = f"（{'、'.join(one.last_marks)}）" if one.last_marks else ""
    return amount(one.last, one.unit) + behind


def of_figure(one: FigureTold) -> tuple[Bars, ...]:
    """Nothing where there is nothing to compare: one year alone without a target, or no number at all. Where the
    definition changed, every series is drawn, each for itself."""
    found = [_of_series(one, series) for series in one.series]
    least = 1 if len(one.series) > 1 else 2
    return tuple(bars for bars in found if sum(row.value is not None for row in bars.rows) >= least)


def _of_series(one: FigureTold, series: Series) -> Bars:
    newest = one.series[-1].number == series.number
    title = (
        one.title
        if len(one.series) == 1
        else f"{one.title}（第{series.number}版の きめかた：{series.words}）"
    )
    rows = [_of_year(point, one) for point in series.points]
    if newest and one.target is not None:
        rows.append(Row("目標", one.target, amount(one.target, one.unit), one.target_words, is_target=True))
    return Bars(title, one.unit, "年度", tuple(rows))


def _of_year(point: Point, one: FigureTold) -> Row:
    """A count that does not go to the end of its 年度 says until when it goes: it stands beside whole years."""
    shown = amount(point.value, one.unit, hidden=HIDDEN in point.marks)
    is_short = one.over == Over.YEAR and point.as_of < years.last_day(point.nendo)
    until = (f"{point.as_of.month}月{point.as_of.day}日まで",) if is_short else ()
    return Row(years.label(point.nendo), point.value, shown, note((*until, *point.marks), point.n))


def of_table(table: TableTold) -> Bars | None:
    """The column of sums, or the first that has numbers. None for a table of words, of a single row, of more rows than an eye compares, or
    with a number below zero."""
    if not 1 < len(table.rows) <= ROWS_MAX:
        return None
    for place, column in sorted(enumerate(table.columns), key=lambda pair: not pair[1].endswith(SUMS)):
        cells = [row.cells[place] for row in table.rows]
        if _can_be_drawn(cells):
            title = table.title if len(table.columns) == 1 else f"{table.title}（{column}）"
            rows = tuple(_of_cell(row.label, cell) for row, cell in zip(table.rows, cells, strict=True))
            return Bars(title, _unit(cells), "", rows)
    return None


def _can_be_drawn(cells: list[CellTold]) -> bool:
    values = [cell.value for cell in cells if cell.value is not None]
    one_unit = len({cell.unit for cell in cells if cell.value is not None}) == 1
    return one_unit and min(values) >= 0 and not any(cell.said for cell in cells)


def _of_cell(label: str, cell: CellTold) -> Row:
    return Row(label, cell.value, cell.shown, note(cell.marks, cell.n))


def _unit(cells: list[CellTold]) -> str:
    return next((cell.unit for cell in cells if cell.value is not None), "")


def note(marks: tuple[str, ...], n: int | None) -> str:
    """`推計、45件中`."""
    return "、".join(_notes(marks, n))


def notes(one: FigureTold) -> str:
    """Everything a reader must know before quoting the figure."""
    changed = [f"年度の とちゅうで きめかたが かわりました：{one.changed}"] if one.changed else []
    return "。".join([*filter(None, [note(one.marks, one.n)]), *changed])


def _notes(marks: tuple[str, ...], n: int | None) -> Iterator[str]:
    yield from marks
    if n is not None:
        yield f"{n:,}件中"
