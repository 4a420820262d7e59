"""Staff type in for an organisation that called, wrote, faxed or came to the counter."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict
from ibasho.town.people import policies, rules
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission

NOUN = "people.Organisation"


@transaction.atomic
def start(*, organisation: Organisation, via: Via, by: Actor, at: datetime) -> Actor:
    """The actor of the requests to come; the view keeps both in the session until `stop`."""
    policies.require_city(by, Permission.PEOPLE_ACT_FOR, day=clock.day(at))
    if not organisation.is_active:
        raise Conflict(
            "people.organisation_closed", "この団体は もう活動していません。ほかの団体を えらんでください。"
        )
    actor = Actor(person_id=by.person_id).on_behalf_of(organisation.pk, rules.check_channel(via))
    journal.record("people.acting.start", noun=NOUN, object_id=organisation.pk, by=actor, at=at)
    return actor


@transaction.atomic
def stop(*, by: Actor, at: datetime) -> Actor:
    """Only the same person can stop, so there is nothing to ask."""
    if by.acting_for is not None:
        journal.record("people.acting.stop", noun=NOUN, object_id=by.acting_for, by=by, at=at)
    return Actor(person_id=by.person_id)
