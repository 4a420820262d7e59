"""The shapes of a table that came in from outside, and the limits it has to keep."""

from __future__ import annotations

from dataclasses import dataclass

from ibasho.base.kernel.errors import Invalid


class Unreadable(Invalid):
    """The file as a whole cannot be read as a table. `ibasho import` ends with exit code 2."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What we are willing to read. Sizes in bytes, `cell_chars` in characters."""

    raw: int = 20_000_000
    inflated: int = 200_000_000
    ratio: int = 200
    rows: int = 200_000
    columns: int = 500
    cell_chars: int = 20_000
    title_rows: int = 30


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader saw or mended. `row` counts as a spreadsheet does: the first line is 1."""

    code: str
    message: str
    row: int | None = None
    column: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of data, cells verbatim. `number` is the line a person finds it in."""

    number: int
    header: tuple[str, ...]
    values: tuple[str, ...]

    @property
    def cells(self) -> dict[str, str]:
        return dict(zip(self.header, self.values, strict=True))


@dataclass(frozen=True, slots=True)
class Table:
    """`encoding` is empty for a workbook; `kind` is csv, tsv, semicolon or xlsx."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str
    kind: str
    notes: tuple[Note, ...] = ()
    header_row: int = 1
    empty_rows: int = 0
    empty_columns: int = 0

    def noted(self, code: str) -> tuple[Note, ...]:
        return tuple(note for note in self.notes if note.code == code)


@dataclass(frozen=True, slots=True)
class Grid:
    """What a file holds before anybody knows which line is the header: (line number, cells)."""

    lines: tuple[tuple[int, tuple[str, ...]], ...]
    empty_lines: tuple[int, ...]
    encoding: str
    kind: str
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Lost:
    """A character the chosen encoding cannot hold. `row` counts in the written file, header = 1."""

    row: int
    column: str
    char: str


@dataclass(frozen=True, slots=True)
class Written:
    data: bytes
    lost: tuple[Lost, ...] = ()


def trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    """The cells up to the last one that says something."""
    last = len(cells)
    while last and not cells[last - 1].strip():
        last -= 1
    return cells[:last]


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row can't be taken in. `row` as a spreadsheet counts; `column` and `value` as they stand in the file."""

    row: int
    column: str
    value: str
    sentence: str
