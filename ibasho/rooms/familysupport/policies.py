"""Who may do what: the adviser sees families, the city sees figures, money and rules, a member their own."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies as places


def require(by: Actor, permission: Permission, *, at: datetime) -> None:
    """Raises NotFound for a stranger."""
    if not places.is_server(by):
        people.require_seen(by, permission, day=clock.day(at))


def may(by: Actor, permission: Permission, *, at: datetime) -> bool:
    return places.is_server(by) or people.may(by, permission, day=clock.day(at))


def is_member_link(by: Actor) -> bool:
    """Whether a member's own link speaks, which the view has checked, and no person who signed in."""
    return by.person_id is None and by.via == Via.LINK


def require_adviser_or_member(by: Actor, *, at: datetime) -> None:
    """For what a member does by their own link and the adviser for who telephones. The view has checked whose link."""
    if not is_member_link(by):
        require(by, Permission.SUPPORT_ADVISE, at=at)
