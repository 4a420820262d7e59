"""What roster adds to a place's public page: きょうの 見守り, by call names alone."""

from __future__ import annotations

from django.template.loader import render_to_string

from ibasho.base.ui.request import Request
from ibasho.rooms.roster.queries import on_duty
from ibasho.town.places.models import Place


def panel(request: Request, place: Place) -> str:
    """Safe HTML, or nothing."""
    found = on_duty.today(place, request.at)
    if found is None:
        return ""
    return render_to_string("roster/board/_place_panel.html", {"found": found}, request)
