"""What openhouse adds to a place's public page: のこり席 while it is time for study, and from when on
there are seats today."""

from __future__ import annotations

from django.template.loader import render_to_string

from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse.queries import seats as queries
from ibasho.rooms.openhouse.views import place_rooms
from ibasho.town.places.models import Place


def panel(request: Request, place: Place) -> str:
    """Safe HTML, or nothing."""
    plans = [queries.plan(room, request.at) for room in place_rooms.active(request, place) if room.seats]
    plans = [one for one in plans if one.room is not None or one.later is not None]
    if not plans:
        return ""
    return render_to_string("openhouse/seats/_place_panel.html", {"plans": plans, "place": place}, request)
