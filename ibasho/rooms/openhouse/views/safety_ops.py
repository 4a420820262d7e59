"""The groups' own page of safety: each place with its register, its sheet, its answer after a disaster."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse.queries import incidents as queries
from ibasho.rooms.openhouse.views.safety_sides import OPS
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission


@doors.operator
@require_safe
def ops_safety(request: Request) -> HttpResponse:
    today = clock.day(request.at)
    people.require_seen(request.actor, Permission.OPENHOUSE_SAFETY, day=today)
    open_now = queries.open_by_place(request.actor, request.at)
    places = [
        (place, open_now.get(place.pk, 0), queries.sheet_is_due(getattr(place, "safety_sheet", None), today))
        for place in queries.own_places(request.actor, request.at)
    ]
    return render(request, "openhouse/safety/ops.html", {"places": places, "crumbs": OPS.crumbs()})
