"""Who may do what in a space: the city everywhere, a group in its own places, an applicant with its own application."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.openhouse.models import Application, Space
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies as places

may_place, require_place, require_city = places.may, places.require, places.require_city


def require_space(by: Actor, permission: Permission, space: Space, *, at: datetime) -> None:
    places.require(by, permission, space.place, at=at)


def require_applicant(by: Actor, application: Application, *, at: datetime) -> None:
    """Raises NotFound for whoever is neither of the group that applied nor of the city or the place that lends."""
    if not may_approve(by, application, at=at):
        require_group(by, application.organisation_id, at=at)


def may_approve(by: Actor, application: Application, *, at: datetime) -> bool:
    """The city, and the place that lends."""
    return places.may(by, Permission.OPENHOUSE_APPROVE, application.space.place, at=at)


def may_group(by: Actor, organisation_id: int, *, at: datetime) -> bool:
    """A member who may apply, or staff who type in for this very group."""
    day = clock.day(at)
    if by.acting_for is not None:
        return by.acting_for == organisation_id and people.may_type_in(by, organisation_id, day=day)
    return people.may(by, Permission.OPENHOUSE_APPLY, day=day, organisation_id=organisation_id)


def require_group(by: Actor, organisation_id: int, *, at: datetime) -> None:
    """Raises NotFound for anybody else."""
    if not may_group(by, organisation_id, at=at):
        raise people.not_found()
