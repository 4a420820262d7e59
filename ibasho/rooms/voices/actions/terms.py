"""Voices cut into the words they are made of, so that those that say alike find each other."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.ports.reader import TERM_MAX, Reader
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.models import Opinion
from ibasho.town.people.permissions import Permission

AT_ONCE = 500


@transaction.atomic
def cut(*, reader: Reader, by: Actor, at: datetime) -> int:
    """What is not cut yet, in the order of random keys. Only what may be read: names stay covered here too."""
    policies.require(by, Permission.VOICES_MODERATE, at=at)
    waiting = Opinion.objects.filter(terms__isnull=True).exclude(state=Opinion.State.HIDDEN)
    rows = list(waiting.select_for_update(skip_locked=True).order_by("pk")[:AT_ONCE])
    for row in rows:
        row.terms = [term[:TERM_MAX] for term in reader.terms(row.shown_words)]
    Opinion.objects.bulk_update(rows, ["terms"])
    if rows:
        journal.record(
            "voices.opinion.cut", noun="voices.Opinion", object_id="", by=by, at=at, data={"count": len(rows)}
        )
    return len(rows)
