"""What openhouse shows on the groups' home page: faces."""

from __future__ import annotations

from django.template.loader import render_to_string

from ibasho.base.kernel import clock
from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse.queries import spaces
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

SHOWN = 6  # a city that types in for many groups needs no list of all of them here


def part_of_home(request: Request) -> str:
    """Safe HTML, or nothing: each own place with rooms, its draft that waits and its week that soon ends."""
    day = clock.day(request.at)
    if not people.may(request.actor, Permission.OPENHOUSE_MANAGE, day=day):
        return ""
    found = spaces.houses(spaces.ruled_by(request.actor, request.at, city=False)[:SHOWN], day)
    ending = set(spaces.ending(day).values_list("space_id", flat=True)) if found else set()
    context = {"houses": found, "ending": ending}
    return render_to_string("openhouse/faces/_home.html", context, request) if found else ""
