"""Who may do what in a roster: an operator for its own people and places, the city for all; safeguarding dates only for
the operator's named persons."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import ROLES
from ibasho.town.places import policies as places

may_place, require_place = places.may, places.require


def require(by: Actor, permission: Permission, organisation: Organisation, *, at: datetime) -> None:
    """Raises NotFound for a stranger to the organisation."""
    if not places.is_server(by):
        people.require_seen(by, permission, day=clock.day(at), organisation_id=organisation.pk)


def may(by: Actor, permission: Permission, organisation: Organisation, *, at: datetime) -> bool:
    return places.is_server(by) or people.may(
        by, permission, day=clock.day(at), organisation_id=organisation.pk
    )


def is_named(by: Actor, organisation: Organisation, *, at: datetime) -> bool:
    """One of the organisation's named persons: a role with ROSTER_SAFEGUARD in that very organisation. A role of the
    city opens nothing here, and neither does typing in for somebody."""
    return by.acting_for is None and any(
        membership.organisation_id == organisation.pk
        and Permission.ROSTER_SAFEGUARD in ROLES[membership.role].permissions
        for membership in people.current_memberships(by.person_id, clock.day(at))
    )


def require_named(by: Actor, organisation: Organisation, *, at: datetime) -> None:
    """Raises NotFound for everybody else: nobody learns that there are dates."""
    if not is_named(by, organisation, at=at):
        raise people.not_found()
