"""Roles given and taken back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotAllowed
from ibasho.town.people import policies, queries, rules
from ibasho.town.people.models import Appointment, Membership, Organisation, Person
from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import CITY_ADMIN

NOUN = "people.Membership"
APPOINTMENT = "people.Appointment"


@transaction.atomic
def grant(
    *,
    person: Person,
    organisation: Organisation,
    role: str,
    by: Actor,
    at: datetime,
    ends_on: date | None = None,
) -> Membership | Appointment:
    """Gives somebody who has an account a further role; until the account's usual end unless told otherwise. A role of
    the city waits for a second person (see `give`)."""
    day = clock.day(at)
    check_may_give(by, role, organisation, day)
    rules.check_not_oneself(role, person.pk, by.person_id)
    until = rules.check_end(ends_on, day) if ends_on else None
    given = give(person, organisation, role, policies.person_of(by), at, until)
    data = {"person": person.pk, "organisation": organisation.pk, "role": role}
    waits = isinstance(given, Appointment)
    journal.record(
        "people.appointment.ask" if waits else "people.membership.grant",
        noun=APPOINTMENT if waits else NOUN,
        object_id=given.pk,
        by=by,
        at=at,
        data=data,
    )
    return given


@transaction.atomic
def end(*, membership_id: int, by: Actor, at: datetime) -> Membership:
    """The role ends now: yesterday was its last day. A role that began today simply goes."""
    day = clock.day(at)
    membership = Membership.objects.select_for_update().get(pk=membership_id)
    _require_end(by, membership, day)
    if membership.role == CITY_ADMIN.code:
        rules.check_admin_remains(queries.admins_left(day, without_person=membership.person_id))
    data = {"person": membership.person_id, "role": membership.role}
    leave(membership, day)
    journal.record("people.membership.end", noun=NOUN, object_id=membership_id, by=by, at=at, data=data)
    return membership


def check_may_give(by: Actor, role: str, organisation: Organisation, day: date) -> None:
    """The one rule for invitations and for roles given directly."""
    policies.require_seen(by, Permission.PEOPLE_MANAGE, day=day, organisation_id=organisation.pk)
    rules.check_role(role, organisation.kind)
    if not rules.may_invite(policies.roles_held(by, day=day), role, organisation.pk):
        raise NotAllowed(
            "people.may_not_invite", "この役割に まねくことは できません。市の担当に たのんでください。"
        )


def _require_end(by: Actor, membership: Membership, day: date) -> None:
    """One may lay down one's own role; others' roles only those who could have given them."""
    if membership.person_id != by.person_id:
        check_may_give(by, membership.role, membership.organisation, day)


def give(
    person: Person,
    organisation: Organisation,
    role: str,
    asked_by: int,
    at: datetime,
    ends_on: date | None = None,
) -> Membership | Appointment:
    """The role, or, where it holds for the whole city, the note that it waits for a second person. A city in which nobody
    else could say yes (its very first days) goes on alone. Callers have asked the policy."""
    day = clock.day(at)
    if not rules.takes_two(role) or not queries.seconds(day, without=(asked_by, person.pk)).exists():
        return enter(person, organisation, role, day, ends_on)
    waiting = Appointment.objects.filter(
        person=person, organisation=organisation, role=role, confirmed_at=None, dropped_at=None
    )
    waiting.update(dropped_at=at)  # asked for anew: the newer one counts
    return Appointment.objects.create(
        person=person,
        organisation=organisation,
        role=role,
        ends_on=ends_on,
        asked_at=at,
        asked_by_id=asked_by,
    )


def enter(
    person: Person, organisation: Organisation, role: str, day: date, ends_on: date | None = None
) -> Membership:
    """Writes the role, anew if it was held before. Callers have asked the policy."""
    until = ends_on or rules.account_end(day)
    membership, _ = Membership.objects.update_or_create(
        person=person, organisation=organisation, role=role, defaults={"starts_on": day, "ends_on": until}
    )
    if person.ends_on is not None and person.ends_on < until:
        person.ends_on = until
        person.save(update_fields=["ends_on"])
    return membership


def leave(membership: Membership, day: date) -> None:
    if membership.starts_on >= day:
        membership.delete()
        return
    membership.ends_on = day - timedelta(days=1)
    membership.save(update_fields=["ends_on"])
