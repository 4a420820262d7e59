"""What roster shows on the groups' home page: joining."""

from __future__ import annotations

from django.template.loader import render_to_string

from ibasho.base.kernel import clock
from ibasho.base.ui.request import Request
from ibasho.base.ui.waiting import once
from ibasho.rooms.roster.queries import joining_waiting
from ibasho.town.people import policies
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission

NO_HOUSE = {Organisation.Kind.FARM, Organisation.Kind.COMPANY}  # nobody watches over children there


def part_of_home(request: Request) -> str:
    """Helpers and vacancies, for who keeps them; nothing for everybody else, nor for a farm or a company."""
    by, day = request.actor, clock.day(request.at)
    if not policies.may(by, Permission.ROSTER_MANAGE, day=day) or policies.kinds_of(by, day=day) <= NO_HOUSE:
        return ""
    told = once(request, joining_waiting.figures)
    return render_to_string("roster/join/_ops_part.html", {"applied": told.applied, "due": told.due}, request)
