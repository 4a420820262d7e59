"""Tables as files: Excel with a fixed head, CSV in UTF-8 with BOM, CSV in CP932 (Shift_JIS)."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ibasho.base.kernel.tables import Written, write_csv, write_xlsx
from ibasho.base.ui.tables import Table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = ("xlsx", "csv", "csv-cp932")
_SHEET_NAME_MAX = 31


def wanted(request: HttpRequest) -> str:
    """The format asked for by `?format=`, or empty for the page."""
    asked = request.GET.get("format", "")
    return asked if asked in FORMATS else ""


def answer(request: HttpRequest, table: Table, name: str) -> HttpResponse:
    """The table as a file `name`.xlsx or `name`.csv. What CP932 cannot hold is shown on a page first; only who asks
    again with `anyway=1` gets the file with 〓 in those places."""
    header = [str(column.label) for column in table.columns]
    rows = [[cell.plain for cell in row] for row in table.cells]
    chosen = wanted(request)
    if chosen == "xlsx":
        return _file(write_xlsx(header, rows, sheet=_sheet_name(str(table.title))), XLSX, f"{name}.xlsx")
    if chosen != "csv-cp932":
        return _file(write_csv(header, rows), "text/csv; charset=utf-8", f"{name}.csv")
    written = write_csv(header, rows, "cp932")
    if written.lost and request.GET.get("anyway") != "1":
        return render(request, "ui/cp932.html", {"lost": written.lost, "table": table})
    return _file(written, "text/csv; charset=Shift_JIS", f"{name}.csv")


def _sheet_name(title: str) -> str:
    return "".join(mark for mark in title if mark not in r"[]:*?/\'")[:_SHEET_NAME_MAX] or "一覧"


def _file(written: Written, kind: str, name: str) -> HttpResponse:
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return HttpResponse(written.data, headers={"Content-Type": kind, "Content-Disposition": disposition})
