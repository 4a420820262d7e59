"""What the yearly report draws: bars of a figure's years and of a table, for the page and for the paper. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ibasho.base.kernel.nendo import label as year_label
from ibasho.front.reports.rules.edition import HIDDEN, FigureTold, Series, TableTold, amount

TARGET, YEAR_HEAD = "目標", "年度"
ROWS_MIN: Final = 2  # a single bar compares nothing


@dataclass(frozen=True, slots=True)
class Row:
    """`value` None: not recorded or hidden, drawn as a gap."""

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
        return max((row.value or 0.0 for row in self.rows), default=0.0) or 1.0


def of_figure(one: FigureTold) -> list[Bars]:
    """One for each definition with two values or more: what another definition counted stands apart. The target closes the
    newest."""
    found = []
    for series in one.series:
        newest = series is one.series[-1]
        rows = _years(one, series) + (_target(one) if newest else [])
        if sum(row.value is not None for row in rows) >= ROWS_MIN:
            several = len(one.series) > 1
            title = f"{one.title}（第{series.number}版：{series.words}）" if several else one.title
            found.append(Bars(title, one.unit, YEAR_HEAD, tuple(rows)))
    return found


def of_table(table: TableTold) -> Bars | None:
    """Of its first column of numbers of one unit; None where there is too little to compare."""
    for at, column in enumerate(table.columns):
        cells = [row.cells[at] for row in table.rows]
        units = {cell.unit for cell in cells if cell.value is not None}
        if len(units) == 1 and sum(cell.value is not None for cell in cells) >= ROWS_MIN:
            rows = [
                Row(row.label, cell.value, cell.shown, note(cell.marks, cell.n))
                for row, cell in zip(table.rows, cells, strict=True)
            ]
            return Bars(f"{table.title}：{column}", units.pop(), "", tuple(rows))
    return None


def note(marks: Iterable[str], n: int | None) -> str:
    """`推計、45件中`; empty where there is nothing to say."""
    told = list(marks)
    return "、".join(told + ([f"{n:,}件中"] if n is not None and HIDDEN not in told else []))


def _years(one: FigureTold, series: Series) -> list[Row]:
    return [
        Row(
            year_label(point.nendo), point.value, amount(point.value, one.unit, hidden=HIDDEN in point.marks),
            note(point.marks, point.n),
        )
        for point in series.points
    ]  # fmt: skip


def _target(one: FigureTold) -> list[Row]:
    return [] if one.target is None else [Row(TARGET, one.target, amount(one.target, one.unit), "", True)]
