"""A council sheet as a table of base.ui: for its page and its files."""

from __future__ import annotations

from collections.abc import Callable

from ibasho.base.ui.tables import Column, Table, Value
from ibasho.rooms.voices.queries.council import Cell, Sheet

_NUMBERS = frozenset(["人数", "割合（%）", "数"])


def table(sheet: Sheet) -> Table:
    columns = [Column(head, _cell(at), number=head in _NUMBERS) for at, head in enumerate(sheet.header)]
    return Table(sheet.title, columns, sheet.rows)


def _cell(at: int) -> Callable[[tuple[Cell, ...]], Value]:
    return lambda row: row[at]
