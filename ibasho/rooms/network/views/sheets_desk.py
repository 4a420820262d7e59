"""実態把握: the 年度 with who is still to be heard, one sheet, typing one in, the empty one for paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock, nendo
from ibasho.base.kernel.errors import Invalid
from ibasho.base.ui import charts, doors, exports, papers
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.network import policies
from ibasho.rooms.network.actions import sheets as actions
from ibasho.rooms.network.forms.sheets import SheetForm
from ibasho.rooms.network.models import Sheet
from ibasho.rooms.network.queries import sheet_papers
from ibasho.rooms.network.queries import sheets as queries
from ibasho.rooms.network.rules.kinds import Issue
from ibasho.rooms.network.views.desk_pages import crumbs, pages
from ibasho.rooms.network.views.register_frame import FORMS, find_group, group_page
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission

READS, WRITES = Permission.NETWORK_READ, Permission.NETWORK_WRITE


@doors.desk
@require_safe
def sheets(request: Request) -> HttpResponse:
    policies.require(request.actor, READS, at=request.at)
    this = nendo.nendo(clock.day(request.at))
    found = queries.year(_asked(request, this))
    if exports.wanted(request):
        return exports.answer(request, _table(found), f"unheard_{found.nendo}")
    bars = [charts.Bar(one.issue.label, len(one.groups), tint="orange") for one in found.issues if one.groups]
    context = {
        "year": found, "label": nendo.label(found.nendo), "is_now": found.nendo == this,
        "years": _years(found.nendo, this),
        "chart": charts.bars(_("課題を あげた 団体の 数"), bars, unit=_("団体"), label_head=_("課題")),
        "may_write": policies.may(request.actor, WRITES, at=request.at),
        "pages": pages("desk_sheets", request), "crumbs": crumbs((_("実態把握"), "")),
    }  # fmt: skip
    return render(request, "network/sheets/year.html", context)


def _asked(request: Request, this: int) -> int:
    try:
        return nendo.parse(request.GET.get("nendo", "") or str(this))
    except Invalid:
        return this


def _years(shown: int, this: int) -> list[tuple[str, str, bool]]:
    here = reverse("network:desk_sheets")
    every = sorted({this, shown, *queries.years()}, reverse=True)
    return [(nendo.label(one), f"{here}?nendo={one}", one == shown) for one in every]


def _table(found: queries.Year) -> Table:
    """Who is still to be heard, for a list of calls: the group's own number alone."""
    columns = [
        Column(_("団体"), lambda one: one.organisation.name),
        Column(_("種類"), lambda one: one.organisation.get_kind_display()),
        Column(_("電話"), lambda one: one.organisation.phone),
    ]
    return Table(_("まだ きいていない 団体"), columns, found.unheard)


@doors.desk
@require_safe
def empty(request: Request) -> HttpResponse:
    policies.require(request.actor, READS, at=request.at)
    return papers.answer(sheet_papers.empty(clock.day(request.at)), _("実態把握シート"), inline=True)


@doors.desk
@require_safe
def sheet(request: Request, public_id: str) -> HttpResponse:
    found = _found(request, public_id, READS)
    today = clock.day(request.at)
    open_still = nendo.nendo(found.on) == nendo.nendo(today)
    context = {
        "sheet": found, "organisation": found.organisation, "parts": queries.answered(found),
        "issues": [(Issue(one.code).label, one.words) for one in found.issues.order_by("pk")],
        "may_change": open_still and policies.may(request.actor, WRITES, at=request.at),
        **_frame(request, found.organisation, (_("実態把握"), "")),
    }  # fmt: skip
    return render(request, "network/sheets/one.html", context)


@doors.desk
@require_http_methods(FORMS)
def sheet_new(request: Request, public_id: str) -> HttpResponse:
    organisation = find_group(request, public_id, WRITES)
    form = SheetForm(request.POST or None, today=clock.day(request.at))
    return _answered(
        request, form, organisation, _("実態把握を 書く"),
        lambda: actions.write(organisation=organisation, filled=form.filled(), by=request.actor, at=request.at),
    )  # fmt: skip


@doors.desk
@require_http_methods(FORMS)
def sheet_change(request: Request, public_id: str) -> HttpResponse:
    found = _found(request, public_id, WRITES)
    form = SheetForm(request.POST or None, sheet=found)
    return _answered(
        request, form, found.organisation, _("実態把握を 直す"),
        lambda: actions.change(sheet=found, filled=form.filled(), by=request.actor, at=request.at), sheet=found,
    )  # fmt: skip


@doors.desk
@require_POST
def sheet_drop(request: Request, public_id: str) -> HttpResponse:
    found = _found(request, public_id, WRITES)
    done(
        request, lambda: actions.drop(sheet=found, by=request.actor, at=request.at),
        thanks=_("シートを 消しました。"),
    )  # fmt: skip
    return redirect(group_page(found.organisation, "sheets"))


def _answered(
    request: Request, form: SheetForm, organisation: Organisation, heading: str, deed: Callable[[], Sheet],
    sheet: Sheet | None = None,
) -> HttpResponse:  # fmt: skip
    if request.method == "POST" and form.is_valid():
        made = done(request, deed, thanks=_("ほぞんしました。"), form=form)
        if made is not None:
            return redirect("network:desk_sheet", made.public_id)
    context = {
        "form": form, "organisation": organisation, "heading": heading, "sheet": sheet,
        **_frame(request, organisation, (heading, "")),
    }  # fmt: skip
    return render(request, "network/sheets/form.html", context)


def _found(request: Request, public_id: str, permission: Permission) -> Sheet:
    policies.require(request.actor, permission, at=request.at)
    found = queries.find(public_id)
    if found is None:
        raise Http404
    return found


def _frame(request: Request, organisation: Organisation, *way: tuple[str, str]) -> dict[str, Any]:
    path = crumbs((organisation.name, group_page(organisation)), *way)
    return {"pages": pages("desk_sheets", request), "crumbs": path}
