"""What reached the centre: when and of which kind, never a word of it. The kind is sealed with the words and opened here."""

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
    held = set(concerns.held(today).values_list("pk", flat=True))
    context = {
        "new": [(one, kind, is_late(one.answer_by, today)) for one, kind in found.new],
        "taken": [(one, kind, one.pk in held) for one, kind in found.taken], "closed": found.closed,
        "unreadable": concerns.unreadable().count(),
    }  # fmt: skip
    return render(request, "concerns/inbox.html", context)
