"""Who may do what to which place. The city for all of them, a group for its own."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.people import policies
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Event, Place, Session

NOBODYS = 0  # no organisation has this id: only a role that holds for the whole city reaches it


def is_server(by: Actor) -> bool:
    """A job or a command on the city's own server, not a person."""
    return by.person_id is None and by.job != ""


def may(by: Actor, permission: Permission, place: Place | Event, *, at: datetime) -> bool:
    """True for the city's roles, and for members of the organisation the place belongs to."""
    if is_server(by):
        return True
    day = clock.day(at)
    if place.organisation_id is None:
        return policies.may(by, permission, day=day) and policies.city_wide(by, day=day)
    return policies.may(by, permission, day=day, organisation_id=place.organisation_id)


def require(by: Actor, permission: Permission, place: Place | Event, *, at: datetime) -> None:
    """Raises NotFound for a stranger: what one may not touch, one may not learn of on this page."""
    if not may(by, permission, place, at=at):
        raise policies.not_found()


def may_somewhere(by: Actor, permission: Permission, *, at: datetime) -> bool:
    """Whether a person holds it in any of their roles: for what a page shows."""
    return policies.may(by, permission, day=clock.day(at))


def require_somewhere(by: Actor, permission: Permission, *, at: datetime) -> None:
    """Raises NotFound for who holds it in no role. The server's own jobs may."""
    if not is_server(by):
        policies.require_seen(by, permission, day=clock.day(at))


def may_of(
    by: Actor, permission: Permission, organisation_id: int | None, *, typist: Permission, at: datetime
) -> bool:
    """Somebody of that organisation with `permission` (None: nobody's), whoever types in for anybody with `typist`, and
    the server itself."""
    day = clock.day(at)
    own = policies.may(by, permission, day=day, organisation_id=organisation_id or NOBODYS)
    return own or is_server(by) or policies.may(by, typist, day=day)


def require_of(
    by: Actor, permission: Permission, organisation_id: int | None, *, typist: Permission, at: datetime
) -> None:
    """Raises NotFound unless `may_of`."""
    if not may_of(by, permission, organisation_id, typist=typist, at=at):
        raise policies.not_found()


def require_server(by: Actor) -> None:
    """What runs by the clock. Raises NotFound for every person."""
    if not is_server(by):
        raise policies.not_found()


def owner(session: Session) -> Place | Event:
    """Whose day it is: an event's before its place's, for a guest runs its own reception."""
    found = session.event or session.place
    if found is None:  # the database forbids it
        raise ValueError("a session without an owner")
    return found


def require_city(by: Actor, permission: Permission, *, at: datetime) -> None:
    """Raises NotAllowed unless the server itself or a city role with `permission` asks."""
    if not is_server(by):
        policies.require(by, permission, day=clock.day(at))


def in_city(by: Actor, permission: Permission, *, at: datetime) -> bool:
    """Whether the actor holds `permission` for the whole city (or is the server itself)."""
    return is_server(by) or policies.may(by, permission, day=clock.day(at), organisation_id=NOBODYS)


def writes_directly(by: Actor, place: Place, *, at: datetime) -> bool:
    """An entry the public does not see yet is its group's own; a public one is changed by the city alone."""
    if place.state in (Place.State.PUBLISHED, Place.State.PAUSED, Place.State.ENDED):
        return in_city(by, Permission.PLACES_EDIT, at=at)
    return may(by, Permission.PLACES_EDIT, place, at=at)
