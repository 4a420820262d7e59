"""On a place's page: 「この居場所の おしらせを うけとる」."""

from __future__ import annotations

from django.template.loader import render_to_string

from ibasho.base.ui.request import Request
from ibasho.town.places.models import Place
from ibasho.town.places.rules.kinds import NEVER_FOR_ALL


def panel(request: Request, place: Place) -> str:
    """Safe HTML, or nothing for a place that is never told to everybody. Asks the database nothing."""
    if place.restricted or place.kind in NEVER_FOR_ALL:
        return ""
    return render_to_string("bulletin/subscriptions/_place_panel.html", {"place": place}, request)
