"""/desk/people/renew/: roles that end with the 年度, group by group; who goes on is ticked, looked at once more, renewed."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ibasho.base.kernel import clock, nendo
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.town.people import policies, queries, rules
from ibasho.town.people.actions import renewing
from ibasho.town.people.models import Membership
from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import ROLES
from ibasho.town.people.views import refusals


@doors.desk
@doors.anew
@require_http_methods(["GET", "HEAD", "POST"])
def desk_renew(request: Request) -> HttpResponse:
    """First the ticks, then the list to look at (and print) once more; `confirmed` renews."""
    day = clock.day(request.at)
    if not policies.may(request.actor, Permission.PEOPLE_MANAGE, day=day, organisation_id=0):
        raise Http404
    turn = rules.next_turn(day)
    rows = list(queries.renewable(turn, day=day))
    picked = _picked(request)
    if request.method == "POST" and request.POST.get("confirmed") and _renewed(request, picked):
        return redirect("people:desk_renew")
    chosen = [row for row in rows if row.pk in picked]
    looks = request.method == "POST" and not request.POST.get("again") and bool(chosen)
    if request.method == "POST" and not chosen and not request.POST.get("again"):
        messages.error(request, _("だれも えらばれていません。のばす人に しるしを つけてください。"))
    shown = {
        "turn": turn, "year": nendo.label(nendo.nendo(turn.until)), "looks": looks, "picked": picked,
        "groups": _groups(chosen if looks else rows), "count": len(chosen),
    }  # fmt: skip
    return render(request, "people/desk_renew.html", shown)


def _renewed(request: Request, picked: set[int]) -> bool:
    try:
        count = renewing.renew(membership_ids=picked, by=request.actor, at=request.at)
    except DomainError as error:
        refusals.tell(request, error)
        return True
    messages.success(request, _("%(count)s件を のばしました。") % {"count": count})
    return True


def _picked(request: Request) -> set[int]:
    return {
        int(one) for one in request.POST.getlist("role") if one.isascii() and one.isdigit() and len(one) < 19
    }


def _groups(rows: Iterable[Membership]) -> list[dict[str, Any]]:
    return [
        {"organisation": group, "rows": [{"membership": row, "role": ROLES[row.role]} for row in held]}
        for group, held in groupby(rows, key=lambda row: row.organisation)
    ]
