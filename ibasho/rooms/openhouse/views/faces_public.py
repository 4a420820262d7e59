"""What children read of a place's rooms: today's faces on its page, the whole week, what gets better."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui.doors import child, shared
from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse.models import RuleVersion
from ibasho.rooms.openhouse.queries import faces, improvements, spaces
from ibasho.rooms.openhouse.rules.compare import lines
from ibasho.rooms.openhouse.rules.picture import picture
from ibasho.rooms.openhouse.views import place_rooms
from ibasho.town.places.models import Place

SHOWN = 3  # improvements on a place's page


def panel(request: Request, place: Place) -> str:
    """Safe HTML, or nothing for a place without rooms whose week is in force."""
    days = [
        one
        for one in faces.today(place, request.at, place_rooms.active(request, place))
        if one.version is not None
    ]
    better = list(improvements.public(place))
    if not days and not better:
        return ""
    context = {
        "days": days, "place": place, "better": improvements.shown(better, clock.day(request.at))[:SHOWN],
        "holiday": bool(days) and not any(one.faces for one in days),
    }  # fmt: skip
    return render_to_string("openhouse/faces/_panel.html", context, request)


@child
@shared()
@require_safe
def space(request: Request, public_id: str) -> HttpResponse:
    """The whole week of a room, and the next version where it is already settled."""
    found = spaces.find(public_id)
    if found is None or not found.is_active or found.place.state not in {"published", "paused"}:
        raise Http404
    today = clock.day(request.at)
    now = faces.in_force(found, today)
    later = faces.published([found]).filter(starts_on__gt=today).order_by("starts_on").first()
    shown = [_week(one) for one in (now, later) if one is not None]
    context = {"space": found, "place": found.place, "weeks": shown, "today": today}
    return render(request, "openhouse/faces/public.html", context)


def _week(version: RuleVersion) -> dict[str, object]:
    drawn = faces.value(version).faces
    return {"version": version, "picture": picture(drawn), "lines": lines(drawn)}
