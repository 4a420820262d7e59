"""How food comes from a giver to the children, for everybody."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock, nendo
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.surplus.queries import figures
from ibasho.rooms.surplus.rules.amounts import kg


@doors.child
@doors.shared()
@require_safe
def about(request: Request) -> HttpResponse:
    today = clock.day(request.at)
    year = nendo.nendo(today)
    given = figures.given(None, nendo.first_day(year), today)
    context = {"given": given, "weight": kg(given.grams), "year": nendo.label(year)}
    return render(request, "surplus/sharing/about.html", context)
