"""Who changes the city's areas."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.people import policies
from ibasho.town.people.permissions import Permission


def require_manage(by: Actor, at: datetime) -> None:
    """Areas are changed by the city, or by a command on the server itself."""
    if by.person_id is not None or not by.job:
        policies.require(by, Permission.AREAS_MANAGE, day=clock.day(at))
