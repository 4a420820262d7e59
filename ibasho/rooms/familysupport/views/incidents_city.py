"""Complaints about the centre itself: the city reads and answers them, the adviser does not."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.actions import incidents as actions
from ibasho.rooms.familysupport.forms.figures import DoneForm
from ibasho.rooms.familysupport.models import Incident
from ibasho.rooms.familysupport.queries import incidents as queries
from ibasho.rooms.familysupport.views.desk_pages import crumbs, pages
from ibasho.rooms.familysupport.views.incidents_desk import find
from ibasho.town.people.permissions import Permission

LIST = "/desk/support/complaints/"


@doors.desk
@require_safe
def complaints(request: Request) -> HttpResponse:
    policies.require(request.actor, Permission.SUPPORT_SETTINGS, at=request.at)
    rows = list(queries.complaints())
    columns = [
        Column(_("とどいた日"), lambda one: f"{clock.day(one.written_at):%Y-%m-%d}", href=lambda one: f"{LIST}{one.public_id}/"),
        Column(_("はじめの ことば"), lambda one: one.what[:40]),
        Column(_("段階"), lambda one: _("おわり") if one.closed_at else _("これから")),
    ]  # fmt: skip
    context = {
        "pages": pages("desk_complaints", request), "crumbs": crumbs((_("センターへの 苦情"), "")),
        "table": Table(_("センターへの 苦情"), columns, rows), "total": len(rows),
    }  # fmt: skip
    return render(request, "familysupport/figures/complaints.html", context)


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def complaint(request: Request, public_id: str) -> HttpResponse:
    """したことを 書く; `do=close` and `do=reopen` from the buttons below."""
    found = find(request, public_id, about_centre=True)
    if request.method == "POST" and request.POST.get("do") in ("close", "reopen"):
        return _end(request, found)
    form = DoneForm(request.POST or None, initial={"done": found.done})
    if request.method == "POST" and form.is_valid():
        made = done(
            request,
            lambda: actions.answer(
                incident=found, done=form.cleaned_data["done"], by=request.actor, at=request.at
            ),
            thanks=_("書きました。"),
            form=form,
        )
        if made is not None:
            return redirect(f"{LIST}{public_id}/")
    context = {
        "incident": found, "form": form,
        "crumbs": crumbs((_("センターへの 苦情"), LIST), (wareki.day_label(clock.day(found.written_at)), "")),
    }  # fmt: skip
    return render(request, "familysupport/figures/complaint.html", context)


def _end(request: Request, found: Incident) -> HttpResponse:
    closes = request.POST["do"] == "close"
    try:
        (actions.close if closes else actions.reopen)(incident=found, by=request.actor, at=request.at)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("おわりに しました。") if closes else _("開きなおしました。"))
    return redirect(f"{LIST}{found.public_id}/")
