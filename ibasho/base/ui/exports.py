"""Tables as files: Excel with a fixed head, CSV in UTF-8 with BOM, CSV in CP932. Nothing is silently turned into "?"."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from openpyxl import Workbook
from openpyxl.styles import Font

from ibasho.base.ui.tables import Table, Value

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = ("xlsx", "csv", "csv-cp932")
Grid = list[list[Value]]
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def wanted(request: HttpRequest) -> str:
    """The format asked for by `?format=`, or empty for the page."""
    asked = request.GET.get("format", "")
    return asked if asked in FORMATS else ""


def answer(request: HttpRequest, table: Table, name: str) -> HttpResponse:
    """The table as a file `name`.xlsx or .csv. What CP932 cannot hold is listed on a page that offers the others."""
    grid: Grid = [[str(column.label) for column in table.columns], *_grid(table)]
    chosen = wanted(request)
    if chosen == "xlsx":
        return _file(_xlsx(str(table.title), grid), XLSX, f"{name}.xlsx")
    text = _csv(grid)
    if chosen == "csv-cp932":
        if lost := list(unfit(grid)):
            return render(request, "ui/cp932.html", {"lost": lost, "table": table})
        return _file(text.encode("cp932"), "text/csv; charset=Shift_JIS", f"{name}.csv")
    return _file(text.encode("utf-8-sig"), "text/csv; charset=utf-8", f"{name}.csv")


def unfit(grid: Grid) -> Iterator[tuple[int, str, str]]:
    """(line number, cell, the characters CP932 has no place for)."""
    for line, row in enumerate(grid, start=1):
        for cell in map(str, row):
            lost = "".join(mark for mark in cell if not _fits(mark))
            if lost:
                yield line, cell, lost


def _fits(mark: str) -> bool:
    try:
        mark.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def _grid(table: Table) -> Grid:
    return [[_cell(cell.value) for cell in row] for row in table.cells]


def _cell(value: Value) -> Value:
    """Text that a spreadsheet would run as a formula gets an apostrophe; numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _csv(grid: Grid) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(grid)
    return out.getvalue()


def _xlsx(title: str, grid: Grid) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "".join(mark for mark in title if mark not in r"[]:*?/\'")[:31] or "Sheet1"
    for row in grid:
        sheet.append(row)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _file(body: bytes, kind: str, name: str) -> HttpResponse:
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return HttpResponse(body, headers={"Content-Type": kind, "Content-Disposition": disposition})
