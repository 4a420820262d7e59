"""Who may do what in a roster: an operator for its own people and places, the city for all; safeguarding dates only for
the operator's named persons."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies as places
from ibasho.town.places.models import Place


def require_place(by: Actor, permission: Permission, place: Place, *, at: datetime) -> None:
    """Raises NotFound for a stranger to the place."""
    places.require(by, permission, place, at=at)


def may_place(by: Actor, permission: Permission, place: Place, *, at: datetime) -> bool:
    return places.may(by, permission, place, at=at)


def require(by: Actor, permission: Permission, organisation: Organisation, *, at: datetime) -> None:
    """Raises NotFound for a stranger to the organisation."""
    if not places.is_server(by):
        people.require_seen(by, permission, day=clock.day(at), organisation_id=organisation.pk)


def may(by: Actor, permission: Permission, organisation: Organisation, *, at: datetime) -> bool:
    return places.is_server(by) or people.may(
        by, permission, day=clock.day(at), organisation_id=organisation.pk
    )
