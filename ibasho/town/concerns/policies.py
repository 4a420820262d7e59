"""The centre alone sees what reached it: not the administrator, not the moderators, not the place."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies as places

require_server = places.require_server


def require(by: Actor, *, at: datetime) -> None:
    """Raises NotFound for everybody else, the server's own jobs included: they tell and forget, they never read."""
    people.require_seen(by, Permission.CONCERNS_HANDLE, day=clock.day(at))


def may(by: Actor, *, at: datetime) -> bool:
    return people.may(by, Permission.CONCERNS_HANDLE, day=clock.day(at))
