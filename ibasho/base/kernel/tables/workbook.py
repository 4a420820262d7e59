"""XLSX workbooks: guarded against bombs and entities, read without evaluating anything."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook

from ibasho.base.kernel.tables.delimited import too_many_rows
from ibasho.base.kernel.tables.header import likeness
from ibasho.base.kernel.tables.shape import Grid, Limits, Note, Unreadable, trimmed

_CELLS_MAX = 50_000_000
_SMALL = 10_000_000
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_BROKEN = "Excelファイルがこわれていて読めません。Excelで開いて保存しなおすか、「CSV UTF-8」で保存して、もう一度選んでください。"

_MACROS = "マクロの入ったExcelファイルです。Excelで開き、「Excelブック(.xlsx)」か「CSV UTF-8」で保存しなおして、もう一度選んでください。"


def read_workbook(data: bytes, limits: Limits, known: Collection[str] = ()) -> Grid:
    """The sheet that looks most like the expected table; the others are named in a note."""
    has_formulas = _guard(data, limits)
    try:
        grids = _sheets(data, limits)
        title, grid = max(grids.items(), key=lambda item: _worth(item[1], known))
        notes = [*grid.notes, *_other_sheets(title, grids)]
        if has_formulas:
            grid, formula_notes = _with_formulas(data, title, grid)
            notes += formula_notes
    except _DAMAGE as error:
        raise Unreadable("broken_excel", _BROKEN) from error
    return Grid(grid.lines, grid.empty_lines, "", "xlsx", tuple(notes))


# openpyxl meets a damaged workbook with whatever breaks first.
_DAMAGE = (
    zipfile.BadZipFile,
    DefusedXmlException,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    EOFError,
    RuntimeError,
    OverflowError,
    zipfile.LargeZipFile,
    zlib.error,
)


def _guard(data: bytes, limits: Limits) -> bool:
    """Refuse bombs, locked archives and XML entities before parsing; True if any formula is inside."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _guard_sizes(members, len(data), limits)
            names = {member.filename for member in members}
            if "xl/workbook.xml" not in names and "[Content_Types].xml" not in names:
                message = "ZIPファイルです。展開して、中のCSVかExcelのファイルを選んでください。"
                raise Unreadable("packed", message)
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise Unreadable("macros", _MACROS)
            return _scan(archive, members)
    except _DAMAGE as error:
        raise Unreadable("broken_excel", _BROKEN) from error


def _guard_sizes(members: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    total = sum(member.file_size for member in members)
    if total > limits.inflated or (total > _SMALL and total > packed * limits.ratio) or len(members) > 5_000:
        message = (
            "展開すると大きくなりすぎるファイルです。安全のため読みこみません。"
            "必要な表だけを「CSV UTF-8」で保存して、もう一度選んでください。"
        )
        raise Unreadable("zip_bomb", message)
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable(
            "locked", "パスワード付きのファイルです。パスワードを外して、もう一度選んでください。"
        )


def _scan(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> bool:
    formulas = False
    for member in members:
        if not member.filename.endswith((".xml", ".rels")):
            continue
        with archive.open(member) as stream:
            carry = b""
            while chunk := stream.read(1 << 20):
                window = carry + chunk
                if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
                    raise Unreadable("entities", _BROKEN)
                formulas = formulas or bool(_FORMULA.search(window))
                carry = window[-16:]
    return formulas


def _sheets(data: bytes, limits: Limits) -> dict[str, Grid]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        grids = {sheet.title: _grid(sheet, limits) for sheet in _visible(book)}
    finally:
        book.close()
    if not any(grid.lines for grid in grids.values()):
        raise Unreadable("empty", "表に何も入っていません。中身のあるファイルを選んでください。")
    return grids


def _visible(book: Any) -> list[Any]:
    sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
    shown = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    return shown or sheets


def _grid(sheet: Any, limits: Limits) -> Grid:
    kept: list[tuple[int, tuple[str, ...]]] = []
    empty: list[int] = []
    for number, cells in _lines(sheet, limits):
        if cells:
            kept.append((number, cells))
        else:
            empty.append(number)
        if len(kept) > limits.rows:
            raise too_many_rows(limits)
    last = kept[-1][0] if kept else 0
    return Grid(tuple(kept), tuple(number for number in empty if number < last), "", "xlsx")


def _lines(sheet: Any, limits: Limits) -> Iterator[tuple[int, tuple[str, ...]]]:
    sheet.reset_dimensions()  # a workbook may claim a million columns it does not have
    seen = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        seen += len(row)
        cells = trimmed(tuple(cell_text(cell) for cell in row))
        if len(cells) > limits.columns or seen > _CELLS_MAX:
            message = f"列が{limits.columns}をこえています。必要な列だけにして、もう一度選んでください。"
            raise Unreadable("too_many_columns", message)
        yield number, cells


def cell_text(cell: Any) -> str:
    """What the cell shows, as text: dates and times in ISO form, numbers without a trailing .0."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number(value, str(cell.number_format or ""))
    return _moment(value)


def _number(value: float, number_format: str) -> str:
    text = str(value) if isinstance(value, int) else format(value, ".15g")
    if re.fullmatch("0{2,}", number_format) and text.isdigit():
        return text.zfill(len(number_format))  # codes such as 012025 that Excel stores as numbers
    return text


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        whole_day = value.time() == time(0)
        return value.date().isoformat() if whole_day else value.isoformat(timespec="minutes")
    if isinstance(value, time):
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _worth(grid: Grid, known: Collection[str]) -> tuple[int, int]:
    best = max((likeness(cells, known) for _, cells in grid.lines[:30]), default=0)
    return best, len(grid.lines) if not known or not best else 0


def _other_sheets(title: str, grids: dict[str, Grid]) -> list[Note]:
    others = [name for name, grid in grids.items() if name != title and grid.lines]
    if not others:
        return []
    named = "」「".join(others)
    message = (
        f"シート「{title}」を読みました。「{named}」は読んでいません。必要なら別のファイルにしてください。"
    )
    return [Note("other_sheets", message)]


def _with_formulas(data: bytes, title: str, grid: Grid) -> tuple[Grid, list[Note]]:
    """Mark formula cells. Where Excel left no computed value, the formula stays as text."""
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    formulas: dict[tuple[int, int], str] = {}
    try:
        sheet = book[title]
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(), start=1):
            for index, cell in enumerate(row):
                if cell.data_type == "f":
                    formulas[number, index] = _formula_text(cell.value)
    finally:
        book.close()
    return _filled(grid, formulas), [_formula_note(at, text) for at, text in formulas.items()]


def _formula_text(value: object) -> str:
    with suppress(AttributeError):
        return str(value.text)  # type: ignore[attr-defined]
    return str(value)


def _filled(grid: Grid, formulas: dict[tuple[int, int], str]) -> Grid:
    lines = {number: list(cells) for number, cells in grid.lines}
    for (number, index), text in formulas.items():
        cells = lines.setdefault(number, [])
        cells.extend([""] * (index + 1 - len(cells)))
        cells[index] = cells[index] or text
    ordered = tuple((number, tuple(lines[number])) for number in sorted(lines))
    return Grid(ordered, tuple(n for n in grid.empty_lines if n not in lines), "", "xlsx", grid.notes)


def _formula_note(at: tuple[int, int], text: str) -> Note:
    number, index = at
    message = "数式のセルです。計算はせず、保存されていた値を読みました（値がなければ数式を文字のまま）。"
    return Note("formula", message, row=number, column=f"{index + 1}列目", value=text[:200])
