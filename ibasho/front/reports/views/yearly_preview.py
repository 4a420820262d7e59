"""A report seen from the desk before (and after) it goes out: both editions, both papers, the council's workbook."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.tables import write_book
from ibasho.base.ui import doors, exports, papers
from ibasho.base.ui.request import Request
from ibasho.front.reports.models import Report
from ibasho.front.reports.queries import yearly as queries
from ibasho.front.reports.queries import yearly_papers
from ibasho.front.reports.rules import council
from ibasho.front.reports.rules.edition import Edition
from ibasho.front.reports.rules.kinds import ReportState
from ibasho.front.reports.views import yearly_pages
from ibasho.front.reports.views.desk_pages import require
from ibasho.front.reports.views.yearly_desk import found


@doors.desk
@require_safe
def desk_report_preview(request: Request, nendo: int) -> HttpResponse:
    """The public page as it would be, marked 下書き."""
    row, edition = _seen(request, nendo)
    return render(request, "reports/yearly/report.html", {**yearly_pages.report(edition), **_about(row)})


@doors.desk
@require_safe
def desk_report_kids(request: Request, nendo: int) -> HttpResponse:
    row, edition = _seen(request, nendo)
    return render(request, "reports/yearly/kids.html", {**yearly_pages.children(edition), **_about(row)})


@doors.desk
@require_safe
def desk_report_pdf(request: Request, nendo: int) -> HttpResponse:
    row, edition = _seen(request, nendo)
    stamp = _stamp(row)
    back = reverse("reports:desk_report", args=[nendo])
    return papers.shown(request, lambda: yearly_papers.report(edition, stamp=stamp), f"{stamp}年次報告", back)


@doors.desk
@require_safe
def desk_report_kids_pdf(request: Request, nendo: int) -> HttpResponse:
    row, edition = _seen(request, nendo)
    stamp = _stamp(row)
    back = reverse("reports:desk_report", args=[nendo])
    return papers.shown(request, lambda: yearly_papers.kids(edition, stamp=stamp), f"{stamp}こども版", back)


@doors.desk
@require_safe
def desk_report_council(request: Request, nendo: int) -> HttpResponse:
    """The workbook for the council: one sheet for each chapter."""
    _row, edition = _seen(request, nendo)
    written = write_book(council.sheets(edition))
    name = quote(f"{years.label(nendo)}-こどもの居場所-年次報告.xlsx")
    headers = {"Content-Type": exports.XLSX, "Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return HttpResponse(written.data, headers=headers)


def _seen(request: Request, nendo: int) -> tuple[Report, Edition]:
    require(request)
    row = found(request, nendo)
    return row, queries.of_report(row, clock.day(request.at))


def _stamp(row: Report) -> str:
    if row.state == ReportState.WITHDRAWN:
        return yearly_papers.WITHDRAWN
    return "" if row.state == ReportState.PUBLISHED else yearly_papers.DRAFT


def _about(row: Report) -> dict[str, Any]:
    return {
        "report": row, "newer": None, "others": [], "withdrawn": row.state == ReportState.WITHDRAWN,
        "year": years.label(row.nendo), "nendo": row.nendo, "preview": True,
        "links": yearly_pages.links("reports:desk_report", row),
        "draft": row.state in (ReportState.DRAFT, ReportState.ASKED), "door": "child",
    }  # fmt: skip
