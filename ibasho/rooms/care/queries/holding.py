"""Which role a person holds at this moment: read anew, and locked so that nobody ends it before the transaction is over."""

from __future__ import annotations

from datetime import date

from ibasho.base.kernel.actor import Actor
from ibasho.town.people.models import Membership, Organisation, Person
from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import ROLES

_PERSON, _ROLE, _GROUP = (one._meta.db_table for one in (Person, Membership, Organisation))
# Shared locks: readers never wait for each other. The person first, as whoever ends an account locks them first.
_HELD = f"""
    select role.* from {_PERSON} person
    join {_ROLE} role on role.person_id = person.id
    join {_GROUP} organisation on organisation.id = role.organisation_id
    where person.id = %(person)s and person.is_active and organisation.is_active
      and (person.ends_on is null or person.ends_on >= %(day)s)
      and role.starts_on <= %(day)s and (role.ends_on is null or role.ends_on >= %(day)s)
    order by role.id
    for share of person, role, organisation
"""  # noqa: S608 - names of our own tables


def holds(by: Actor, permission: Permission, day: date, *, organisation_id: int | None = None) -> bool:
    """The same answer as people.policies.may, without what a page may have kept of it."""
    if by.person_id is None:
        return False
    held = Membership.objects.raw(_HELD, {"person": by.person_id, "day": day})
    return any(_carries(one, permission, organisation_id) for one in held)


def _carries(membership: Membership, permission: Permission, organisation_id: int | None) -> bool:
    role = ROLES[membership.role]
    if permission not in role.permissions:
        return False
    return role.city or organisation_id is None or membership.organisation_id == organisation_id
