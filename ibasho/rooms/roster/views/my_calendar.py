"""A helper's turns as a calendar to subscribe to, by a token of its own."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ibasho.base.ui.doors import child
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.roster.queries import my_shifts
from ibasho.rooms.roster.views.holding import private
from ibasho.town.places.datasets import ical

ASKS_MAX, ASKS_SECONDS = 240, 3600  # a calendar asks every few hours, and several may share one address


@child
@never_cache
@require_safe
@limited("roster.calendar", times=ASKS_MAX, seconds=ASKS_SECONDS, methods=("GET", "HEAD"))
def calendar(request: Request) -> HttpResponse:
    helper = my_shifts.by_calendar(request.GET.get("t", "")[:200])
    if helper is None:
        raise Http404
    body = ical.write(my_shifts.calendar(helper, request.at))
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="shifts.ics"'
    return private(response)
