"""Who may: the city and the CSW for everybody, others for their own organisation."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places.policies import NOBODYS, is_server


def require(by: Actor, permission: Permission, *, at: datetime) -> None:
    """Raises NotFound. The server's own jobs may."""
    if not is_server(by):
        people.require_seen(by, permission, day=clock.day(at))


def may(by: Actor, permission: Permission, *, at: datetime) -> bool:
    """For what a page shows; what writes asks `require`."""
    return people.may(by, permission, day=clock.day(at))


def require_of(by: Actor, permission: Permission, organisation_id: int | None, *, at: datetime) -> None:
    """Somebody of that organisation with `permission`, or whoever types in for anybody (`NETWORK_WRITE`). Raises NotFound."""
    if not may_of(by, permission, organisation_id, at=at):
        people.require_seen(by, permission, day=clock.day(at), organisation_id=organisation_id or NOBODYS)


def may_of(by: Actor, permission: Permission, organisation_id: int | None, *, at: datetime) -> bool:
    own = people.may(by, permission, day=clock.day(at), organisation_id=organisation_id or NOBODYS)
    return own or is_server(by) or may(by, Permission.NETWORK_WRITE, at=at)


def is_of(by: Actor, permission: Permission, organisation_id: int, *, at: datetime) -> bool:
    """Of that very organisation, not somebody who types in for it."""
    return people.may(by, permission, day=clock.day(at), organisation_id=organisation_id)


def require_server(by: Actor, *, at: datetime) -> None:
    """What runs by the clock. Raises NotFound for every person."""
    if not is_server(by):
        people.require_seen(Actor.public(), Permission.NETWORK_READ, day=clock.day(at))
