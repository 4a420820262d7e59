"""Who reads studies, who plans, who keeps visits. The city's own rooms: no group owns anything here."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.people import policies
from ibasho.town.people.permissions import Permission
from ibasho.town.places.policies import is_server


def require(by: Actor, permission: Permission, *, at: datetime) -> None:
    """Raises NotAllowed unless the actor holds `permission`, or a command or job on the server itself asks."""
    if not is_server(by):
        policies.require(by, permission, day=clock.day(at))
