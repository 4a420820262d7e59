"""A table as pages, CSV and Excel show it alike: columns that know how to read a row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
Value = str | int | float | bool | None | object


@dataclass(frozen=True, slots=True)
class Column:
    """`read` takes a row and gives the cell; `href` makes it a link on the page; numbers stand to the right."""

    label: str | Promise
    read: Callable[[Any], Value]
    number: bool = False
    href: Callable[[Any], str] | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    column: Column
    value: Value
    href: str

    @property
    def shown(self) -> str:
        if self.value is None or self.value == "":
            return "－"
        if isinstance(self.value, int | float) and self.column.number:
            return f"{self.value:,}"
        return str(self.value)

    @property
    def stays_whole(self) -> bool:
        """A day broken over three lines can't be read."""
        return isinstance(self.value, date) or _DAY.fullmatch(str(self.value)) is not None

    @property
    def plain(self) -> str | int | float | None:
        """For files: numbers stay numbers, an empty cell stays empty."""
        if self.value is None or isinstance(self.value, int | float):
            return self.value
        return str(self.value)


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` are whatever the columns read: model objects, dicts, dataclasses."""

    title: str | Promise
    columns: Sequence[Column]
    rows: Iterable[Any]

    @property
    def cells(self) -> Iterator[list[Cell]]:
        for row in self.rows:
            yield [Cell(col, col.read(row), col.href(row) if col.href else "") for col in self.columns]
