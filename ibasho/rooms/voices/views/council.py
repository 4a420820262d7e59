"""The council's spreadsheet: one workbook, or one sheet of it as CSV."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.tables import write_book
from ibasho.base.ui import doors, exports
from ibasho.base.ui.request import Request
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.models import Hearing
from ibasho.rooms.voices.queries import council as queries
from ibasho.rooms.voices.queries import hearings, releases
from ibasho.rooms.voices.views import desk_pages
from ibasho.rooms.voices.views.results_tables import table
from ibasho.town.people.permissions import Permission


@doors.desk
@require_safe
def council(request: Request, public_id: str) -> HttpResponse:
    """`?sheet=` shows one sheet, with `&format=` as a file; `?format=book` is the whole workbook."""
    hearing = hearings.find(public_id)
    if hearing is None or not policies.may(request.actor, Permission.VOICES_READ, at=request.at):
        raise Http404
    day = clock.day(request.at)
    if request.GET.get("format") == "book":
        return _book(hearing, queries.sheets(hearing, day))
    sheet = queries.sheet(hearing, request.GET.get("sheet", "overview"), day)
    if sheet is None:
        raise Http404
    if exports.wanted(request):
        return exports.answer(request, table(sheet), f"voices-{hearing.public_id}-{sheet.code}")
    here = reverse("voices:desk_council", args=[hearing.public_id])
    hub = (hearing.title, reverse("voices:desk_hearing", args=[hearing.public_id]))
    context = {
        "hearing": hearing, "sheet": sheet, "table": table(sheet), "out": releases.latest(hearing),
        "tabs": desk_pages.pages("desk_hearings", request),
        "sheets": [(one.title, f"{here}?sheet={one.code}", one.code == sheet.code) for one in queries.sheets(hearing, day)],
        "crumbs": desk_pages.crumbs(hub, (_("議会・審議会の 資料"), "")),
    }  # fmt: skip
    return render(request, "voices/results/council.html", context)


def _book(hearing: Hearing, sheets: list[queries.Sheet]) -> HttpResponse:
    written = write_book((one.title, one.header, one.rows) for one in sheets)
    name = quote(f"こどもの声-{hearing.public_id}.xlsx")
    headers = {"Content-Type": exports.XLSX, "Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return HttpResponse(written.data, headers=headers)
