"""Who may: the city and the CSW read, the city sends, a group writes its own 活動だより."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel.actor import Actor
from ibasho.town.outbox.models import Address
from ibasho.town.people import policies as people
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies as places

may, require = places.may_somewhere, places.require_somewhere
require_server = places.require_server


def may_of(by: Actor, permission: Permission, organisation_id: int | None, *, at: datetime) -> bool:
    """Somebody of that organisation with `permission`, or whoever types in for anybody (`BULLETIN_WRITE`)."""
    return places.may_of(by, permission, organisation_id, typist=Permission.BULLETIN_WRITE, at=at)


def require_of(by: Actor, permission: Permission, organisation_id: int | None, *, at: datetime) -> None:
    """Raises NotFound unless `may_of`."""
    places.require_of(by, permission, organisation_id, typist=Permission.BULLETIN_WRITE, at=at)


def require_own(by: Actor, person: Person | None, address: Address | None) -> None:
    """An account's choice is its own. An address is of whoever proved it to the view (a mail's link, a browser, a
    signature), and of the account it was given to. Raises NotFound otherwise."""
    owner = person.pk if person is not None else address.person_id if address is not None else None
    is_theirs = by.person_id is not None and by.person_id == owner
    is_proved = person is None and by.person_id is None and (by.is_link or owner is None)
    if not (places.is_server(by) or is_theirs or is_proved):
        raise people.not_found()
