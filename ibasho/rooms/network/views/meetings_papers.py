"""A4 and calendar files of a 交流会 at the desk."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.ui import deeds, doors
from ibasho.base.ui.papers import answer
from ibasho.base.ui.request import Request
from ibasho.rooms.network import policies
from ibasho.rooms.network.actions import inviting
from ibasho.rooms.network.models import Invitation, Meeting
from ibasho.rooms.network.queries import meeting_papers as papers
from ibasho.rooms.network.queries import meetings as queries
from ibasho.town.people.permissions import Permission


@doors.desk
@require_safe
def minutes(request: Request, public_id: str) -> HttpResponse:
    policies.require(request.actor, Permission.NETWORK_READ, at=request.at)
    meeting = queries.one(public_id)
    made = deeds.done(request, lambda: papers.minutes(meeting))
    if made is None:
        return redirect("network:desk_meeting", public_id)
    return answer(made, f"{meeting.title} まとめ")


@doors.desk
@require_POST
def letter(request: Request, public_id: str) -> HttpResponse:
    """Prints the link the group has, or gives its first one."""
    policies.require(request.actor, Permission.NETWORK_WRITE, at=request.at)
    found = queries.invitation(public_id)
    made = deeds.done(request, lambda: papers.letter(found, _address(request, found)))
    if made is None:
        return redirect("network:desk_invitation", public_id)
    return answer(made, f"交流会の ご案内 {found.organisation.name}")


def _address(request: Request, found: Invitation) -> str:
    return inviting.printed_link(invitation=found, by=request.actor, at=request.at)


@doors.desk
@require_safe
def calendar(request: Request, public_id: str) -> HttpResponse:
    policies.require(request.actor, Permission.NETWORK_READ, at=request.at)
    return ical(queries.one(public_id), reverse("network:desk_meeting", args=[public_id]))


def ical(meeting: Meeting, path: str) -> HttpResponse:
    body = papers.calendar(meeting, f"{settings.PUBLIC_URL}{path}")
    if not body:
        raise Http404
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
