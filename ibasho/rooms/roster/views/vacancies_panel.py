"""On a place's public page: that it looks for people."""

from __future__ import annotations

from django.template.loader import render_to_string

from ibasho.base.kernel import clock
from ibasho.base.ui.request import Request
from ibasho.rooms.roster.queries import vacancies
from ibasho.town.places.models import Place


def panel(request: Request, place: Place) -> str:
    """Safe HTML, or nothing where nobody is looked for."""
    found = list(vacancies.open_now(clock.day(request.at)).filter(place=place))
    return render_to_string("roster/join/_place_panel.html", {"vacancies": found}, request) if found else ""
