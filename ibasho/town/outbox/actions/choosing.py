"""What a person chooses about messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.town.outbox.models import Channel, Preference
from ibasho.town.people import policies
from ibasho.town.people.models import Person


@dataclass(frozen=True, slots=True)
class Wishes:
    """`channel`: where messages go as long as a live address of that kind is there, else by mail."""

    wants_mail: bool
    quiet_from: time
    quiet_until: time
    channel: Channel = Channel.MAIL


@transaction.atomic
def choose(*, wishes: Wishes, by: Actor, at: datetime) -> Preference:
    """One's own choice only."""
    preference, _ = Preference.objects.update_or_create(
        person_id=policies.person_of(by),
        defaults={
            "wants_mail": wishes.wants_mail,
            "channel": wishes.channel,
            "quiet_from": wishes.quiet_from,
            "quiet_until": wishes.quiet_until,
        },
    )
    journal.record(
        "outbox.preference.choose", noun="outbox.Preference", object_id=preference.pk, by=by, at=at
    )
    return preference


@transaction.atomic
def begin_with(*, person: Person, channel: Channel, by: Actor, at: datetime) -> bool:
    """Who has just tied `channel` to their account and never chose wants to hear by it. Whoever chose keeps their choice.
    Part of the action that ties. Whether anything was changed."""
    row, fresh = Preference.objects.get_or_create(person=person, defaults={"channel": channel})
    if fresh:
        journal.record("outbox.preference.begin", noun="outbox.Preference", object_id=row.pk, by=by, at=at)
    return fresh
