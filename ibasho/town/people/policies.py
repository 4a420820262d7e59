"""Who may, and whose data may leave the house. Every room asks here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotAllowed, NotFound
from ibasho.town.people import rules
from ibasho.town.people.models import Membership, Organisation, Person, Protection, ProtectionCheck
from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import ROLES, carrying

M = TypeVar("M", bound=Model)


Asked = dict[tuple[int, date], list[Membership]]
_kept: ContextVar[Asked | None] = ContextVar("memberships", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """Within it, who holds which role is read once a person and day: for a page that only shows. What writes asks each
    time, for it may itself have ended a role."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def current_memberships(person_id: int | None, day: date) -> list[Membership]:
    """The roles this person holds on `day`; none for the public, an ended account or an inactive group."""
    if person_id is None:
        return []
    kept = _kept.get()
    if kept is None:
        return _memberships(person_id, day)
    if (person_id, day) not in kept:
        kept[person_id, day] = _memberships(person_id, day)
    return kept[person_id, day]


def _memberships(person_id: int, day: date) -> list[Membership]:
    return list(
        Membership.objects.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
            Q(person__ends_on__isnull=True) | Q(person__ends_on__gte=day),
            person_id=person_id,
            person__is_active=True,
            organisation__is_active=True,
            starts_on__lte=day,
        ).select_related("organisation")
    )


def may(by: Actor, permission: Permission, *, day: date, organisation_id: int | None = None) -> bool:
    """True if one of the actor's roles carries `permission`: a city role for every organisation,
    any other role for its own organisation (`organisation_id` None asks: for any at all)."""
    for membership in current_memberships(by.person_id, day):
        role = ROLES[membership.role]
        if permission not in role.permissions:
            continue
        if role.city or organisation_id is None or membership.organisation_id == organisation_id:
            return True
    return False


def require(by: Actor, permission: Permission, *, day: date, organisation_id: int | None = None) -> None:
    """Raises NotAllowed unless `may`."""
    if not may(by, permission, day=day, organisation_id=organisation_id):
        raise _not_allowed()


def person_of(by: Actor) -> int:
    """The id of the person who acts; raises NotAllowed for the public and for jobs."""
    if by.person_id is None:
        raise _not_allowed()
    return by.person_id


def require_city(by: Actor, permission: Permission, *, day: date) -> None:
    """Raises NotAllowed unless a city role carries `permission`: for what belongs to no organisation."""
    if not may_city(by, permission, day=day):
        raise _not_allowed()


def may_city(by: Actor, permission: Permission, *, day: date) -> bool:
    """True if a city role carries `permission`."""
    roles = [ROLES[membership.role] for membership in current_memberships(by.person_id, day)]
    return any(role.city and permission in role.permissions for role in roles)


def _not_allowed() -> NotAllowed:
    return NotAllowed(
        "people.not_allowed",
        _("この操作は あなたの役割では できません。担当の方に たのむか、役割を 確かめてください。"),
    )


def require_seen(by: Actor, permission: Permission, *, day: date, organisation_id: int | None = None) -> None:
    """Raises NotFound unless `may`: a stranger does not learn that the thing exists."""
    if not may(by, permission, day=day, organisation_id=organisation_id):
        raise not_found()


def not_found() -> NotFound:
    """For whatever somebody may not learn of: it sounds like a thing that is not there."""
    return NotFound("people.not_found", _("見つかりません。アドレスを 確かめてください。"))


def holders(permission: Permission, *, day: date, organisation_id: int | None = None) -> QuerySet[Person]:
    """Who holds it on `day`: those whom its mails are for. `organisation_id`: in that very organisation alone (0: nobody's)."""
    held = Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day), role__in=carrying(permission), starts_on__lte=day,
        organisation__is_active=True,
    )  # fmt: skip
    if organisation_id is not None:
        held = held.filter(organisation_id=organisation_id)
    accounts = Person.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), is_active=True)
    return accounts.filter(pk__in=held.values("person")).order_by("pk")


def roles_held(by: Actor, *, day: date) -> tuple[tuple[str, int], ...]:
    """(role code, organisation id) of every role the actor holds on `day`: what rules.py reads."""
    return tuple((m.role, m.organisation_id) for m in current_memberships(by.person_id, day))


def city_wide(by: Actor, *, day: date) -> bool:
    return any(ROLES[membership.role].city for membership in current_memberships(by.person_id, day))


def needs_second_factor(person_id: int | None, day: date) -> bool:
    return any(ROLES[membership.role].second_factor for membership in current_memberships(person_id, day))


def may_type_in(by: Actor, organisation_id: int, *, day: date) -> bool:
    """Whether staff may (still) act in the place of this organisation, which is (still) active."""
    return (
        may(by, Permission.PEOPLE_ACT_FOR, day=day)
        and Organisation.objects.filter(pk=organisation_id, is_active=True).exists()
    )


def organisations_of(by: Actor, permission: Permission, *, day: date) -> QuerySet[Organisation]:
    """Organisations in which the actor holds `permission`; all of them for a city role, and the one
    alone for which staff type in."""
    held = [m for m in current_memberships(by.person_id, day) if permission in ROLES[m.role].permissions]
    if any(ROLES[m.role].city for m in held):
        found = Organisation.objects.filter(is_active=True)
        return found if by.acting_for is None else found.filter(pk=by.acting_for)
    return Organisation.objects.filter(pk__in=[m.organisation_id for m in held])


def kinds_of(by: Actor, *, day: date) -> frozenset[str]:
    """The kinds of the organisations the actor belongs to (`Organisation.Kind`)."""
    return frozenset(one.organisation.kind for one in current_memberships(by.person_id, day))


def without_protected(rows: QuerySet[M], person_field: str, *, day: date) -> QuerySet[M]:
    """`rows` without those whose `person_field` (path to a Person, e.g. "person"; "" where the rows are people)
    is protected on `day`.

    Every exporter, list, letter run and feed passes its query through here (DV・支援措置).
    """
    protected: Any = Protection.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        person_id=OuterRef(f"{person_field}_id" if person_field else "pk"),
        starts_on__lte=day,
    )
    return rows.filter(~Exists(protected))


def is_protected(person_id: int, *, day: date) -> bool:
    return Protection.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day), person_id=person_id, starts_on__lte=day
    ).exists()


def require_fresh_list(at: datetime) -> None:
    """Raises Conflict unless the flags were laid beside the city's list of 支援措置 within a day (papers for many)."""
    newest = ProtectionCheck.objects.order_by("-checked_at").first()
    rules.check_list(newest.checked_at if newest else None, at)
