"""Who may see the pages of mealtickets: who may not does not learn that they exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import NotFound
from ibasho.base.ui.request import Request
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.models import Shop
from ibasho.rooms.mealtickets.queries import shops
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

View = Callable[..., HttpResponse]


def seen_with(permission: Permission) -> Callable[[View], View]:
    """`@doors.desk` above, `@seen_with(Permission.MEALS_READ)` below it."""

    def decorate(view: View) -> View:
        @wraps(view)
        def passed(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            people.require_seen(request.actor, permission, day=clock.day(request.at))
            return view(request, *args, **kwargs)

        return passed

    return decorate


def find_own(request: Request, public_id: str, permission: Permission) -> Shop:
    """The shop, if this person holds `permission` for it; a stranger meets 404."""
    shop = shops.find(public_id)
    if shop is None:
        raise Http404
    try:
        policies.require_shop(request.actor, permission, shop, at=request.at)
    except NotFound as error:
        raise Http404 from error
    return shop


def may(request: Request, permission: Permission) -> bool:
    return people.may(request.actor, permission, day=clock.day(request.at))


def may_manage(request: Request) -> bool:
    return may(request, Permission.MEALS_MANAGE)


def may_money(request: Request) -> bool:
    return may(request, Permission.MEALS_MONEY)


reading = seen_with(Permission.MEALS_READ)
managing = seen_with(Permission.MEALS_MANAGE)
counter = seen_with(Permission.MEALS_COUNTER)
money = seen_with(Permission.MEALS_MONEY)
