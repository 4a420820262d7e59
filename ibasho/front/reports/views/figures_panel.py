"""On a place's page behind its group's door: the way to its own figures."""

from __future__ import annotations

from django.template.loader import render_to_string

from ibasho.base.ui.request import Request
from ibasho.front.reports.queries import measured
from ibasho.town.places.models import Place


def panel(request: Request, place: Place) -> str:
    """`{% panels "places.ops_place" place %}`: nothing for a place the public may not know of."""
    if not measured.is_open(place):
        return ""
    return render_to_string("reports/figures/_place_panel.html", {"place": place}, request)
