"""Tables going out: CSV in UTF-8 with BOM or CP932, and XLSX. No cell can run as a formula elsewhere."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from ibasho.base.kernel.tables.header import starts_like_formula
from ibasho.base.kernel.tables.shape import Lost, Written
from ibasho.base.kernel.text import nfc

Cell = str | int | float | None
Encoding = Literal["utf-8-sig", "cp932"]
Sheet = tuple[str, Sequence[str], Iterable[Sequence[Cell]]]

_XLSX_CELL_MAX = 32_767
_GUARDED = re.compile(r"'+\s*[=+\-@＝＋－＠\t\r\n]")
_LEADING_BREAK = re.compile(r"[\t\r\n]")
_ILLEGAL_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# The same sign under another code point; a reader sees no difference.
_CP932_TWINS = str.maketrans(
    {
        "\u301c": "\uff5e", "\u2212": "\uff0d", "\u2016": "\u2225", "\u2014": "\u2015", "\u00a2": "\uffe0",
        "\u00a3": "\uffe1", "\u00ac": "\uffe2", "\u00a0": " ", "\u2010": "-", "\u2011": "-", "\u2013": "-",
        "\u00a5": "\uffe5", "\u00b7": "\u30fb", "\u2022": "\u30fb",
    }
)  # fmt: skip


def guarded(text: str) -> str:
    """Text a spreadsheet could take for a formula gets an apostrophe in front; `unguarded` takes it off."""
    if starts_like_formula(text) or _LEADING_BREAK.match(text) or _GUARDED.match(text):
        return "'" + text
    return text


def unguarded(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text


def write_csv(
    header: Sequence[str], rows: Iterable[Sequence[Cell]], encoding: Encoding = "utf-8-sig"
) -> Written:
    """CRLF lines. A character CP932 cannot hold becomes 〓 (a lost variation selector: its plain
    letter) and is listed in `lost`; nothing turns into '?'."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    lost: list[Lost] = []
    for number, row in enumerate(_all_rows(header, rows), start=1):
        texts = [guarded(_text(cell)) for cell in row]
        if encoding == "cp932":
            texts = [
                _for_cp932(text, number, _column(header, index), lost) for index, text in enumerate(texts)
            ]
        writer.writerow(texts)
    return Written(out.getvalue().encode(encoding), tuple(lost))


def _all_rows(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterable[Sequence[Cell]]:
    yield header
    yield from rows


def _text(cell: Cell) -> str:
    text = "" if cell is None else str(cell)
    return text.replace("\x00", "").encode("utf-8", errors="replace").decode("utf-8")


def _column(header: Sequence[str], index: int) -> str:
    return header[index] if index < len(header) else f"{index + 1}列目"


def _for_cp932(text: str, row: int, column: str, lost: list[Lost]) -> str:
    text = nfc(text)
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        return _replaced(text.translate(_CP932_TWINS), row, column, lost)
    return text


def _replaced(text: str, row: int, column: str, lost: list[Lost]) -> str:
    out: list[str] = []
    for index, char in enumerate(text):
        if _fits_cp932(char):
            out.append(char)
        elif _is_selector(char):
            lost.append(Lost(row, column, text[max(0, index - 1) : index + 1]))
        else:
            lost.append(Lost(row, column, char))
            out.append("〓")
    return "".join(out)


def _fits_cp932(char: str) -> bool:
    try:
        char.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def _is_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def write_xlsx(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, sheet: str = "一覧") -> Written:
    """One sheet with a frozen header. Text is written as text, so nothing is ever a formula."""
    return write_book([(sheet, header, rows)])


def write_book(sheets: Iterable[Sheet]) -> Written:
    """Several sheets, each with a frozen header: (title, header, rows). Titles differ in their first 31 letters."""
    book = Workbook(write_only=True)
    lost: list[Lost] = []
    for title, header, rows in sheets:
        page = book.create_sheet(re.sub(r"[\[\]:*?/\\]", "", title)[:31] or "一覧")
        page.freeze_panes = "A2"
        for number, row in enumerate(_all_rows(header, rows), start=1):
            page.append(
                [_xlsx_cell(page, cell, number, _column(header, i), lost) for i, cell in enumerate(row)]
            )
    out = io.BytesIO()
    book.save(out)
    return Written(out.getvalue(), tuple(lost))


def _xlsx_cell(page: Any, cell: Cell, row: int, column: str, lost: list[Lost]) -> object:
    if cell is None or isinstance(cell, (int, float)):
        return WriteOnlyCell(page, value=cell)
    lost += [Lost(row, column, char) for char in _ILLEGAL_XML.findall(cell)]
    text = _ILLEGAL_XML.sub("", cell)
    lost += [Lost(row, column, text[_XLSX_CELL_MAX:])] if len(text) > _XLSX_CELL_MAX else []
    written = WriteOnlyCell(page, value="")
    written.value = text[:_XLSX_CELL_MAX]
    written.data_type = "s"
    return written
