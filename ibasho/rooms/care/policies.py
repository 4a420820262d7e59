"""Who may. Outside the centre nobody learns that something exists; inside it, who is assigned reads and nobody else."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.care.models import Matter
from ibasho.rooms.care.queries import having, holding
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies as places
from ibasho.town.places.models import Place


def require(by: Actor, permission: Permission, *, at: datetime, organisation_id: int | None = None) -> None:
    """Raises NotFound for everybody else, the server's own jobs included: they tell and forget, they never read.

    Asked anew and held to the end of the transaction: a role that ends in this moment ends before or after it."""
    if not holding.holds(by, permission, clock.day(at), organisation_id=organisation_id):
        raise people.not_found()


may = places.may_somewhere  # for what a page shows; what writes or reads words asks `require`
require_server = places.require_server


def may_write(by: Actor, *, at: datetime) -> bool:
    """Notes of their own; nobody does while they type in for a group. For what a page shows."""
    return by.acting_for is None and may(by, Permission.CARE_NOTE, at=at)


def may_type_notes(by: Actor, *, at: datetime) -> bool:
    """Whoever writes notes, and the centre's own people, whom groups telephone. For what a page shows."""
    return may(by, Permission.CARE_NOTE, at=at) or may(by, Permission.CARE_HANDLE, at=at)


def require_welcome(by: Actor, place: Place, *, at: datetime) -> None:
    """Somebody of the place's own group. The city, too, gets NotFound: no role outside the group carries it."""
    require(by, Permission.CARE_WELCOME, at=at, organisation_id=place.organisation_id or places.NOBODYS)


def is_related(by: Actor, matter: Matter) -> bool:
    return having.known_to(by).filter(matter=matter).exists()


def is_assigned(by: Actor, matter: Matter) -> bool:
    return having.held_by(by).filter(matter=matter).exists()


def has_opened(by: Actor, matter: Matter, *, at: datetime) -> bool:
    """Whether their break-glass on this matter still runs."""
    return having.open_now(by, matter, at).exists()


def may_read(by: Actor, matter: Matter, *, at: datetime) -> bool:
    """For what a page offers; the words themselves ask `require_read`."""
    return _may_meet(by, matter, at) and (is_assigned(by, matter) or has_opened(by, matter, at=at))


def may_act(by: Actor, matter: Matter, *, at: datetime) -> bool:
    """Who has it. A break-glass reads, and does nothing: for what a page offers; what writes asks `require_assigned`."""
    return _may_meet(by, matter, at) and is_assigned(by, matter)


def require_read(by: Actor, matter: Matter, *, at: datetime) -> None:
    """Raises NotFound. Asked anew at each read, in the transaction that notes it: a role or an assignment that ended a
    moment ago is none."""
    require(by, Permission.CARE_HANDLE, at=at)
    if not may_read(by, matter, at=at):
        raise people.not_found()


def require_assigned(by: Actor, matter: Matter, *, at: datetime) -> None:
    """For everything that changes something of a matter. Raises NotFound, for who merely broke the glass as well: what is
    opened for an hour is read, and nobody gets it for good that way."""
    require(by, Permission.CARE_HANDLE, at=at)
    if not may_act(by, matter, at=at):
        raise people.not_found()


def require_about(by: Actor, permission: Permission, matter: Matter, *, at: datetime) -> None:
    """What somebody of the centre does around a matter without its words. Raises NotFound, for who is related as well."""
    require(by, permission, at=at)
    if is_related(by, matter):
        raise people.not_found()


def _may_meet(by: Actor, matter: Matter, at: datetime) -> bool:
    return by.person_id is not None and may(by, Permission.CARE_HANDLE, at=at) and not is_related(by, matter)
