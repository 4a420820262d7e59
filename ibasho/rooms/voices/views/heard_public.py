"""だれに ききましたか: who was heard, for everybody, from the released table alone."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.voices.models import Hearing
from ibasho.rooms.voices.queries import heard_public as queries
from ibasho.rooms.voices.queries import hearings


@doors.child
@doors.shared()
@require_safe
def heard(request: Request, public_id: str) -> HttpResponse:
    hearing = hearings.find_public(public_id)
    if hearing is None:
        raise Http404
    context = {
        "hearing": hearing, "found": queries.public(hearing, clock.day(request.at)), "bar": queries.BAR,
        "is_open": hearing.state == Hearing.State.OPEN,
    }  # fmt: skip
    return render(request, "voices/heard/public.html", context)
