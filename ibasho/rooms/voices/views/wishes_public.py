"""ほしいもの、どこに ある？: where it is already, and where it is not yet."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.voices.queries import wishes as queries


@doors.child
@doors.shared()
@require_safe
def wishes(request: Request) -> HttpResponse:
    return render(request, "voices/heard/wishes.html", {"wishes": queries.wished(clock.day(request.at))})


@doors.child
@doors.shared()
@require_safe
def wish(request: Request, wish: str) -> HttpResponse:
    today = clock.day(request.at)
    found = queries.wish(wish, today)
    if found is None:
        raise Http404
    return render(request, "voices/heard/wish.html", {"wish": found, "answers": queries.answers(wish, today)})
