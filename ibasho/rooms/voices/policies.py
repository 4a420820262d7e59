"""Who may do what: the city asks, reads and answers; a group counts and types in at its own places; children need nothing."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.voices.models import Door
from ibasho.town.people import policies as people
from ibasho.town.people.models import Membership
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies as places

require = places.require_somewhere  # for the whole city


def may(by: Actor, permission: Permission, *, at: datetime) -> bool:
    return places.is_server(by) or people.may(by, permission, day=clock.day(at))


def may_collect(by: Actor, door: Door, *, at: datetime) -> bool:
    """Type in and count at this door: the city and the CSW at every one, a group at those of its own places."""
    if places.is_server(by) or by.is_link:  # a stall's phone
        return True
    owner = door.place.organisation_id if door.place else None
    day = clock.day(at)
    return people.may(by, Permission.VOICES_COLLECT, day=day, organisation_id=owner or places.NOBODYS)


def require_collect(by: Actor, door: Door, *, at: datetime) -> None:
    if not may_collect(by, door, at=at):
        raise people.not_found()


def sees_all(by: Actor, *, at: datetime) -> bool:
    """The city and the CSW, as against a group at its own places."""
    return may(by, Permission.VOICES_READ, at=at)


def may_turn(by: Actor, door: Door, *, at: datetime) -> bool:
    """Change it, shut it, discard it, give it another link: a group only the doors it made itself. One of the city's at its
    place is where the city listens to children who come there."""
    if not may_collect(by, door, at=at) or by.is_link:
        return False
    return sees_all(by, at=at) or is_made_by_group(door)


def group_of(door: Door) -> int | None:
    """Whose place the door stands at."""
    return door.place.organisation_id if door.place else None


def is_made_by_group(door: Door) -> bool:
    """Whether somebody of the group whose place this is made the door, also one who has left it since."""
    group = group_of(door)
    if group is None or door.made_by_id is None:
        return False
    return Membership.objects.filter(person=door.made_by_id, organisation=group).exists()
