"""What roster shows on the groups' home page: joining."""

from __future__ import annotations

from django.template.loader import render_to_string

from ibasho.base.kernel import clock
from ibasho.base.ui.request import Request
from ibasho.base.ui.waiting import once
from ibasho.rooms.roster.queries import joining_waiting
from ibasho.town.people import policies
from ibasho.town.people.permissions import Permission


def part_of_home(request: Request) -> str:
    """Helpers and vacancies, for who keeps them; nothing for everybody else."""
    if not policies.may(request.actor, Permission.ROSTER_MANAGE, day=clock.day(request.at)):
        return ""
    told = once(request, joining_waiting.figures)
    return render_to_string("roster/join/_ops_part.html", {"applied": told.applied, "due": told.due}, request)
