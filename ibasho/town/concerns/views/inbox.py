"""What reached the centre: when and of which kind, never a word of it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.town.concerns import policies
from ibasho.town.concerns.queries import concerns
from ibasho.town.concerns.rules.clock import is_late


@doors.desk
@require_safe
@never_cache
def inbox(request: Request) -> HttpResponse:
    policies.require(request.actor, at=request.at)
    found, today = concerns.inbox(), clock.day(request.at)
    context = {
        "new": [(one, is_late(one.answer_by, today)) for one in found.new],
        "taken": found.taken, "closed": found.closed,
    }  # fmt: skip
    return render(request, "concerns/inbox.html", context)
