"""What openhouse adds to a place's public page: how full it is, in a word. The number is for the staff alone."""

from __future__ import annotations

from django.template.loader import render_to_string

from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse.queries import door as queries
from ibasho.town.places.models import Place


def panel(request: Request, place: Place) -> str:
    """Safe HTML while a session is running and somebody counts; else nothing."""
    heads = queries.now_public(place, request.at)
    if heads is None:
        return ""
    return render_to_string("openhouse/door/_panel.html", {"heads": heads}, request)
