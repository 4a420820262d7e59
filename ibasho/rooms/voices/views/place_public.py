"""On a place's page: what children said and what became of it there."""

from __future__ import annotations

from django.template.loader import render_to_string

from ibasho.base.kernel import clock
from ibasho.base.ui.request import Request
from ibasho.rooms.voices.queries import place_voices
from ibasho.town.places.models import Place

SHOWN_MAX = 5


def panel(request: Request, place: Place) -> str:
    """Safe HTML where there is an answer, or a voice that two people have read; else nothing."""
    if not place_voices.is_any(place):
        return ""
    about = place_voices.about(place, clock.day(request.at), most=SHOWN_MAX)
    if not about:
        return ""
    return render_to_string("voices/themes/_place_panel.html", {"about": about}, request)
