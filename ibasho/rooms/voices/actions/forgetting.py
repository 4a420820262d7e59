"""Answers and voices go five years after the end of their 年度. What was published, decided and done stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock, nendo
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.models import Answer, Opinion
from ibasho.town.people.permissions import Permission

KEPT_YEARS = 5


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> int:
    """How many answers and voices went."""
    policies.require(by, Permission.VOICES_MANAGE, at=at)
    oldest = nendo.first_day(nendo.nendo(clock.day(at)) - KEPT_YEARS)
    voices = Opinion.objects.filter(day__lt=oldest)
    answers = Answer.objects.filter(day__lt=oldest)
    counts = {"answers": answers.count(), "voices": voices.count()}
    voices.delete()
    answers.delete()
    if any(counts.values()):
        journal.record(
            "voices.answer.forget", noun="voices.Answer", object_id="all", by=by, at=at, data=counts
        )
    return sum(counts.values())
