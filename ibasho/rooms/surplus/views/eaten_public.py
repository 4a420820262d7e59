"""What became of what was given, where a child reads it: on the page of the place, and below the 活動だより of that day."""

from __future__ import annotations

from datetime import date

from django.template.loader import render_to_string

from ibasho.base.kernel import clock
from ibasho.base.ui.request import Request
from ibasho.rooms.surplus.queries import eaten
from ibasho.town.places.models import Place


def panel(request: Request, place: Place) -> str:
    """Safe HTML, or nothing where nothing was told."""
    meals = eaten.lately(place, clock.day(request.at))
    return _shown(request, meals) if meals else ""


def day_panel(request: Request, thing: tuple[Place, date]) -> str:
    """Of one day of a place."""
    found = eaten.on(*thing)
    return _shown(request, [found]) if found else ""


def _shown(request: Request, meals: list[eaten.Meal]) -> str:
    return render_to_string("surplus/uses/_eaten.html", {"meals": meals}, request)
