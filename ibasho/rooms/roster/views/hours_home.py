"""What roster shows on the groups' home page: hours."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.ui.request import Request
from ibasho.rooms.roster.queries import hours
from ibasho.rooms.roster.views.hours_doors import may
from ibasho.town.people.permissions import Permission


def part_of_home(request: Request) -> str:
    """Today's buttons of each place with a roster, and how much waits. Safe HTML, or nothing for who keeps no hours."""
    if not may(request, Permission.ROSTER_HOURS):
        return ""
    found = list(hours.rosters(request.actor, request.at))
    if not found:
        return ""
    today, person = clock.day(request.at), request.actor.person_id
    context = {
        "rosters": [(one.place.name, reverse("roster:ops_hours_today", args=[one.place.public_id])) for one in found],
        "waiting": sum(hours.may_approve(one, person) for one in hours.to_approve(found)),
        "forgotten": len(hours.forgotten(found, today)), "months": may(request, Permission.ROSTER_PAY),
    }  # fmt: skip
    return render_to_string("roster/hours/_ops_part.html", context, request)
