"""The safety sheet of a place: its page, its A4, and for the city all of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ports import pdf
from ibasho.base.ui import doors, exports
from ibasho.base.ui.deeds import done
from ibasho.base.ui.papers import answer as pdf_file
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.openhouse.actions import sheets as actions
from ibasho.rooms.openhouse.forms.safety import SheetForm
from ibasho.rooms.openhouse.models import SafetySheet
from ibasho.rooms.openhouse.queries import incidents as queries
from ibasho.rooms.openhouse.views.safety_sides import DESK, FORMS, OPS, Side, place_of, require_city
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

SAFETY = Permission.OPENHOUSE_SAFETY


@doors.operator
@require_http_methods(FORMS)
def ops_sheet(request: Request, public_id: str) -> HttpResponse:
    return _sheet(request, public_id, OPS)


@doors.desk
@require_http_methods(FORMS)
def desk_sheet(request: Request, public_id: str) -> HttpResponse:
    return _sheet(request, public_id, DESK)


def _sheet(request: Request, public_id: str, side: Side) -> HttpResponse:
    """`do=check`: looked at today, the same as before."""
    place = place_of(request, public_id, SAFETY)
    sheet = SafetySheet.objects.filter(place=place).first()
    here = side.url("sheet", place.public_id)
    if request.method == "POST" and request.POST.get("do") == "check":
        done(
            request,
            lambda: actions.check(place=place, by=request.actor, at=request.at),
            thanks=_("きょう 確かめたことを 書きました。つぎは 1年あとです。"),
        )
        return redirect(here)
    form = SheetForm(request.POST or None, instance=sheet)
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in actions.TOLD}
        written = done(
            request,
            lambda: actions.write(place=place, told=told, by=request.actor, at=request.at),
            thanks=_("ほぞんしました。印刷して 見えるところに はってください。"),
            form=form,
        )
        if written is not None:
            return redirect(here)
    due = queries.sheet_is_due(sheet if sheet and sheet.pk else None, clock.day(request.at))
    context = {
        "layout": side.layout, "form": form, "place": place, "sheet": sheet, "due": due, "back": side.url("safety"),
        "paper": side.url("sheet_paper", place.public_id), "crumbs": side.crumbs((_("安全シート"), "")),
    }  # fmt: skip
    return render(request, "openhouse/safety/sheet.html", context)


@doors.operator
@require_safe
def ops_sheet_paper(request: Request, public_id: str) -> HttpResponse:
    return _paper(request, public_id, OPS)


@doors.desk
@require_safe
def desk_sheet_paper(request: Request, public_id: str) -> HttpResponse:
    return _paper(request, public_id, DESK)


def _paper(request: Request, public_id: str, side: Side) -> HttpResponse:
    """What is not written yet is a line to write on by hand."""
    place = place_of(request, public_id, SAFETY)
    sheet = SafetySheet.objects.filter(place=place).first() or SafetySheet(place=place)
    data = {
        "day": clock.day(request.at).isoformat(), "place": place.name, "address": f"{place.address} {place.building}".strip(),
        "phone": place.phone, "aed": sheet.aed, "way_out": sheet.way_out, "meeting_point": sheet.meeting_point,
        "hospital": sheet.hospital, "duties": sheet.duties,
        "checked_on": sheet.checked_on.isoformat() if sheet.checked_on else "",
    }  # fmt: skip
    try:
        made = pdf.render("openhouse/pdf/safety_sheet.typ", data)
    except DomainError as error:  # a letter the fonts lack
        messages.error(request, error.message)
        return redirect(side.url("sheet", place.public_id))
    return pdf_file(made, f"安全シート_{place.name}")


@doors.desk
@require_safe
def desk_sheets(request: Request) -> HttpResponse:
    require_city(request, SAFETY)
    today = clock.day(request.at)

    def state(place: Place) -> str:
        sheet = getattr(place, "safety_sheet", None)
        if sheet is None:
            return _("まだ ありません")
        return _("確かめる時です") if queries.sheet_is_due(sheet, today) else _("だいじょうぶ")

    def checked(place: Place) -> str:
        sheet = getattr(place, "safety_sheet", None)
        return str(sheet.checked_on or "") if sheet else ""

    columns = [
        Column(_("場所"), lambda place: place.name, href=lambda place: DESK.url("sheet", place.public_id)),
        Column(_("運営"), lambda place: place.organisation.name if place.organisation else ""),
        Column(_("ようす"), state),
        Column(_("確かめた日"), checked),
    ]
    table = Table(_("安全シート"), columns, list(queries.sheet_places()))
    if exports.wanted(request):
        return exports.answer(request, table, _("安全シート"))
    return render(
        request,
        "openhouse/safety/sheets.html",
        {"table": table, "crumbs": DESK.crumbs((_("安全シート"), ""))},
    )
