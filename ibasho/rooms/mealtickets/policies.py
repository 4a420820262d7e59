"""Who may do what with money, cards and shops. The city by role; a shop for its own contract alone."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.mealtickets.models import Shop
from ibasho.town.people import policies
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies as places
from ibasho.town.places.policies import is_server


def require(by: Actor, permission: Permission, *, at: datetime) -> None:
    """Raises NotAllowed unless the actor holds `permission`, or a command or job on the server itself asks."""
    if not is_server(by):
        policies.require(by, permission, day=clock.day(at))


def may_manage(by: Actor, *, at: datetime) -> bool:
    """The city's people who look after shops, pools and cards."""
    return is_server(by) or policies.may(by, Permission.MEALS_MANAGE, day=clock.day(at))


def may_shop(by: Actor, permission: Permission, shop: Shop, *, at: datetime) -> bool:
    """The shop's own people with `permission` (MEALS_SHOP, MEALS_TILL), and the city's with MEALS_MANAGE."""
    return places.may_of(by, permission, shop.place.organisation_id, typist=Permission.MEALS_MANAGE, at=at)


def require_shop(by: Actor, permission: Permission, shop: Shop, *, at: datetime) -> None:
    """Raises NotFound for a stranger: one shop does not learn of another's contract."""
    places.require_of(by, permission, shop.place.organisation_id, typist=Permission.MEALS_MANAGE, at=at)
