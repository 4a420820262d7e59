"""Who may do what: the adviser sees families, the city sees figures, money and rules, a member their own."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies as places

require = places.require_somewhere


def may(by: Actor, permission: Permission, *, at: datetime) -> bool:
    return places.is_server(by) or people.may(by, permission, day=clock.day(at))


def require_adviser_or_member(by: Actor, *, at: datetime) -> None:
    """For what a member does by their own link and the adviser for who telephones. The view has checked whose link."""
    if not by.is_link:
        require(by, Permission.SUPPORT_ADVISE, at=at)
