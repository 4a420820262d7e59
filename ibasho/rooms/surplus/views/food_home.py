"""What surplus shows on the groups' home page: food that comes, and for who only gives (a farm, a company) the way to give."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from ibasho.base.kernel import clock
from ibasho.base.ui.request import Request
from ibasho.base.ui.waiting import once
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.queries import home
from ibasho.rooms.surplus.queries import offers as queries
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission

UNDER_WAY = 3
ONLY_GIVE = {Organisation.Kind.FARM, Organisation.Kind.COMPANY}


def part_of_home(request: Request) -> str:
    """Safe HTML, or nothing. Who takes food sees it here only while some is coming; who only gives, always."""
    coming = home.coming(once(request, home.on_home))
    gives = people.kinds_of(request.actor, day=clock.day(request.at)) & ONLY_GIVE
    if not (coming or gives):
        return ""
    owns = policies.may(request.actor, Permission.SURPLUS_OWN, at=request.at)
    context = {"receiving": {"coming": coming, "owns": owns}, **(_giving(request) if gives and owns else {})}
    return render_to_string("surplus/offers/_ops_part.html", context, request)


def _giving(request: Request) -> dict[str, Any]:
    found = queries.shown(queries.own(request.actor, request.at)[:UNDER_WAY], request.at)
    return {
        "gives": True,
        "last": found[0].offer if found else None,
        "under_way": [one for one in found if not one.is_over],
    }
