"""What roster shows on the groups' home page: turns."""

from __future__ import annotations

from django.template.loader import render_to_string

from ibasho.base.kernel import clock
from ibasho.base.ui.request import Request
from ibasho.rooms.roster.queries import links, taking_waiting
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission


def part_of_home(request: Request) -> str:
    """Safe HTML, or nothing: who has not answered, for those who manage a roster with helpers."""
    if not people.may(request.actor, Permission.ROSTER_MANAGE, day=clock.day(request.at)):
        return ""
    if not links.has_helpers(request.actor, request.at):
        return ""
    count = taking_waiting.unanswered(request.actor, request.at).count()
    return render_to_string("roster/mine/_ops_part.html", {"count": count}, request)
