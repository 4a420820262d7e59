"""/desk/people/appointments/: roles of the city that wait for a second person."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.town.people import policies, queries
from ibasho.town.people.actions import appointing
from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import ROLES


@doors.desk
@require_safe
def desk_appointments(request: Request) -> HttpResponse:
    _require(request)
    me = request.actor.person_id
    rows = [
        {"asked": row, "role": ROLES[row.role], "mine": me in (row.asked_by_id, row.person_id)}
        for row in queries.appointments_open(request.at)
    ]
    return render(request, "people/appointments.html", {"rows": rows})


@doors.desk
@doors.anew
@require_http_methods(["GET", "HEAD", "POST"])
def desk_appointment_do(request: Request, appointment_id: int) -> HttpResponse:
    """確かめる or とりやめる."""
    _require(request)
    if request.method != "POST":  # back from showing the second factor again
        return redirect("people:desk_appointments")
    if request.POST.get("do") == "confirm":
        done(
            request,
            lambda: appointing.confirm(appointment_id=appointment_id, by=request.actor, at=request.at),
            thanks=_("確かめました。役割は きょうから 使えます。"),
        )
    else:
        done(
            request,
            lambda: appointing.drop(appointment_id=appointment_id, by=request.actor, at=request.at),
            thanks=_("とりやめました。"),
        )
    return redirect("people:desk_appointments")


def _require(request: Request) -> None:
    if not policies.may(request.actor, Permission.PEOPLE_CONFIRM, day=clock.day(request.at)):
        raise Http404
