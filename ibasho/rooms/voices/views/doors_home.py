"""A group's home page: what children said about its places, and where they can say more."""

from __future__ import annotations

from django.template.loader import render_to_string

from ibasho.base.kernel import clock
from ibasho.base.ui.request import Request
from ibasho.rooms.voices.queries import doors as queries
from ibasho.town.people import policies as people


def part_of_home(request: Request) -> str:
    """Safe HTML, or nothing where nobody is asked. A city that types in for many groups reads the desk instead."""
    if people.city_wide(request.actor, day=clock.day(request.at)) and request.actor.acting_for is None:
        return ""
    found = queries.own(request.actor, request.at)
    doors = sum(len(one.doors) for one in found)
    without = sum(len(one.without) for one in found)
    if not doors and not without:
        return ""
    context = {"doors": doors, "without": without}
    return render_to_string("voices/doors/_home.html", context, request)
