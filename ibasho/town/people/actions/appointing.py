"""Roles of the city begin with a second person's word: nobody gives power over the whole city alone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.people import policies, rules
from ibasho.town.people.actions import memberships
from ibasho.town.people.models import Appointment, Membership
from ibasho.town.people.permissions import Permission


@transaction.atomic
def confirm(*, appointment_id: int, by: Actor, at: datetime) -> Membership:
    """The role begins today. Raises NotAllowed for who asked and for who gets it, Conflict where it is settled, too old, or
    who asked may give no roles any more."""
    day = clock.day(at)
    policies.require_city(by, Permission.PEOPLE_CONFIRM, day=day)
    asked, second = _locked(appointment_id), policies.person_of(by)
    rules.check_third(asked.asked_by_id, asked.person_id, second)
    asker = Actor(person_id=asked.asked_by_id)
    may = policies.may(asker, Permission.PEOPLE_MANAGE, day=day, organisation_id=0)
    rules.check_appointment(is_open=_is_open(asked, at), asker_may=may)
    asked.confirmed_at, asked.confirmed_by_id = at, second
    asked.save(update_fields=["confirmed_at", "confirmed_by"])
    membership = memberships.enter(asked.person, asked.organisation, asked.role, day, asked.ends_on)
    data = {
        "person": asked.person_id, "organisation": asked.organisation_id, "role": asked.role, "asked_by": asked.asked_by_id,
    }  # fmt: skip
    journal.record(
        "people.membership.grant", noun=memberships.NOUN, object_id=membership.pk, by=by, at=at, data=data
    )
    return membership


@transaction.atomic
def drop(*, appointment_id: int, by: Actor, at: datetime) -> None:
    """Nothing comes of it: by whoever could have confirmed, who asked among them."""
    policies.require_city(by, Permission.PEOPLE_CONFIRM, day=clock.day(at))
    asked = _locked(appointment_id)
    rules.check_appointment(is_open=_is_open(asked, at), asker_may=True)
    asked.dropped_at = at
    asked.save(update_fields=["dropped_at"])
    journal.record("people.appointment.drop", noun=memberships.APPOINTMENT, object_id=asked.pk, by=by, at=at)


def _locked(appointment_id: int) -> Appointment:
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("person", "organisation")
    found = rows.filter(pk=appointment_id).first()
    if found is None:
        raise policies.not_found()
    return found


def _is_open(asked: Appointment, at: datetime) -> bool:
    settled = asked.confirmed_at is not None or asked.dropped_at is not None
    return not settled and rules.appointment_open(asked.asked_at, at)
