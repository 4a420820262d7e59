"""Public pages of those who support: all, one, and what is wanted and offered just now."""

from __future__ import annotations

import re

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.front.web import supporters as joined
from ibasho.rooms.network.queries import supporting
from ibasho.rooms.network.rules.goals import GOALS
from ibasho.rooms.network.rules.kinds import Direction, Resource

_YEAR = re.compile(r"20\d\d")
YEARS_BACK = 5


@doors.child
@doors.shared(query=("nendo", "goal"))
@require_safe
def supporters(request: Request) -> HttpResponse:
    """`?nendo=2026`, `?goal=2`."""
    today = clock.day(request.at)
    now = years.nendo(today)
    asked = request.GET.get("nendo", "") or str(now)
    if not _YEAR.fullmatch(asked) or not now - YEARS_BACK <= int(asked) <= now:
        raise Http404
    goal = request.GET.get("goal", "")
    if goal and goal not in {str(one) for one in GOALS}:
        raise Http404
    page = joined.page(int(asked), int(goal) if goal else None, today)
    context = {
        "page": page, "goal": int(goal) if goal else None, "year": years.label(page.nendo),
        "years": [(one, years.label(one), one == page.nendo) for one in (now, now - 1)],
    }  # fmt: skip
    return render(request, "web/supporters.html", context)


@doors.child
@doors.shared()
@require_safe
def supporter(request: Request, public_id: str) -> HttpResponse:
    row = supporting.shown_supporters().filter(organisation__public_id=public_id).first()
    if row is None:
        raise Http404
    context = {"one": joined.whole(row, clock.day(request.at)), "office": supporting.office()}
    return render(request, "web/supporter.html", context)


@doors.child
@doors.shared(query=("resource", "direction"))
@require_safe
def notices(request: Request) -> HttpResponse:
    """`?resource=food`, `?direction=want`. Who wants to answer calls the office: there is no box for messages here."""
    rows = supporting.open_notices(clock.day(request.at))
    resource, direction = request.GET.get("resource", ""), request.GET.get("direction", "")
    if resource not in {"", *Resource} or direction not in {"", *Direction}:
        raise Http404
    if resource:
        rows = rows.filter(resource=resource)
    if direction:
        rows = rows.filter(direction=direction)
    context = {
        "rows": list(rows), "resource": resource, "direction": direction, "resources": list(Resource),
        "directions": list(Direction), "office": supporting.office(),
    }  # fmt: skip
    return render(request, "web/supporters_notices.html", context)
