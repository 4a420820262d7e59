"""Who may see the desk's pages of payouts: who may not does not learn that they exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse

from ibasho.base.kernel import clock
from ibasho.base.ui.request import Request
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

View = Callable[..., HttpResponse]


def seen_with(permission: Permission) -> Callable[[View], View]:
    """`@doors.desk` above, `@reading` below it."""

    def decorate(view: View) -> View:
        @wraps(view)
        def passed(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            people.require_seen(request.actor, permission, day=clock.day(request.at))
            return view(request, *args, **kwargs)

        return passed

    return decorate


def may(request: Request, permission: Permission) -> bool:
    return people.may(request.actor, permission, day=clock.day(request.at))


reading = seen_with(Permission.PAYOUTS_READ)
preparing = seen_with(Permission.PAYOUTS_PREPARE)
approving = seen_with(Permission.PAYOUTS_APPROVE)
