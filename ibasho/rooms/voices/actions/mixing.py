"""Taps of days that are over lie in no order: neither keys nor transaction ids nor where a row lies say who pressed when, or
which taps one child made (statements 51, 52)."""

from __future__ import annotations

import secrets
import uuid
from datetime import date, datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.models import Door, Hearing, Tally
from ibasho.town.people.permissions import Permission

_CHANCE = secrets.SystemRandom()
_ROWS = 500  # written in one statement


def mix(*, by: Actor, at: datetime) -> int:
    """How many rows were written anew: of each hearing all, as soon as one of them was not among the others yet."""
    policies.require(by, Permission.VOICES_MANAGE, at=at)
    today = clock.day(at)
    fresh = Hearing.objects.filter(doors__tallies__mixed=False, doors__tallies__day__lt=today)
    return sum(_mix(hearing, today, by, at) for hearing in fresh.distinct().order_by("pk"))


@transaction.atomic
def _mix(hearing: Hearing, today: date, by: Actor, at: datetime) -> int:
    """One transaction and no savepoint inside, so that all rows carry the same id. Doors are held: what a phone sends or
    takes back meanwhile comes afterwards and finds every nonce where it was."""
    list(Door.objects.select_for_update(no_key=True).filter(hearing=hearing).order_by("pk").values_list("pk"))
    found = Tally.objects.filter(door__hearing=hearing, day__lt=today)
    rows = list(found)
    found.delete()
    for row in rows:
        row.pk, row.mixed = uuid.uuid4(), True
    _CHANCE.shuffle(rows)
    Tally.objects.bulk_create(rows, batch_size=_ROWS)
    if rows:
        journal.record(
            "voices.hearing.mix", noun="voices.Hearing", object_id=hearing.public_id, by=by, at=at,
            data={"lines": len(rows)},
        )  # fmt: skip
    return len(rows)
