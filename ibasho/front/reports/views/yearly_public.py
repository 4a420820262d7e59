"""The yearly report for everybody: all years, one of them, its children's edition, and both on paper."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.ui import doors, papers
from ibasho.base.ui.request import Request
from ibasho.front.reports.models import Report
from ibasho.front.reports.queries import yearly as queries
from ibasho.front.reports.queries import yearly_papers
from ibasho.front.reports.rules.edition import Edition
from ibasho.front.reports.rules.kinds import ReportState
from ibasho.front.reports.views import yearly_pages


@doors.child
@doors.shared()
@require_safe
def yearly_list(request: Request) -> HttpResponse:
    rows = queries.public_editions()
    return render(request, "reports/yearly/list.html", {"years": _by_year(rows)})


@doors.child
@doors.shared(query=("edition",))
@require_safe
def yearly(request: Request, nendo: int) -> HttpResponse:
    """`?edition=` an earlier one, which says so."""
    row, edition = _found(request, nendo)
    context = {**yearly_pages.report(edition), **_about(row)}
    return render(request, "reports/yearly/report.html", context)


@doors.child
@doors.shared(query=("edition",))
@require_safe
def yearly_kids(request: Request, nendo: int) -> HttpResponse:
    row, edition = _found(request, nendo)
    return render(request, "reports/yearly/kids.html", {**yearly_pages.children(edition), **_about(row)})


@doors.child
@require_safe
def yearly_pdf(request: Request, nendo: int) -> HttpResponse:
    row, edition = _found(request, nendo)
    name = f"{years.label(nendo)} こどもの居場所 年次報告"
    stamp = _stamp(row)
    return papers.shown(request, lambda: yearly_papers.report(edition, stamp=stamp), name, _here(nendo))


@doors.child
@require_safe
def yearly_kids_pdf(request: Request, nendo: int) -> HttpResponse:
    row, edition = _found(request, nendo)
    name = f"{years.label(nendo)} こどもの居場所 こども版"
    stamp = _stamp(row)
    return papers.shown(request, lambda: yearly_papers.kids(edition, stamp=stamp), name, _here(nendo))


def _here(nendo: int) -> str:
    return reverse("reports:yearly", args=[nendo])


def _stamp(row: Report) -> str:
    return yearly_papers.WITHDRAWN if row.state == ReportState.WITHDRAWN else ""


def _found(request: Request, nendo: int) -> tuple[Report, Edition]:
    asked = request.GET.get("edition", "")
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) < 4):
        raise Http404
    row = queries.public(nendo, int(asked) if asked else None)
    if row is None:
        raise Http404
    return row, queries.of_report(row, clock.day(request.at))


def _about(row: Report) -> dict[str, Any]:
    """`newer`: the edition that is out in the place of this one. `others`: every edition of the 年度 but this."""
    every = queries.public_editions(row.nendo)
    newer = next((one for one in every if one.edition > row.edition), None)
    return {
        "report": row, "newer": newer, "others": [one for one in every if one.pk != row.pk],
        "withdrawn": row.state == ReportState.WITHDRAWN, "year": years.label(row.nendo), "nendo": row.nendo,
        "draft": False, "links": yearly_pages.links("reports:yearly", row),
    }  # fmt: skip


def _by_year(rows: list[Report]) -> list[tuple[str, int, list[Report]]]:
    """(令和8年度, 2026, editions): newest first."""
    found: dict[int, list[Report]] = {}
    for row in rows:
        found.setdefault(row.nendo, []).append(row)
    return [(years.label(nendo), nendo, every) for nendo, every in found.items()]
