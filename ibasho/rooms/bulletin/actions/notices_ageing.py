"""Notices and their sendings go three years after their 年度."""

from __future__ import annotations

from datetime import datetime, time

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.bulletin import policies
from ibasho.rooms.bulletin.actions.notices import NOUN
from ibasho.rooms.bulletin.models import Notice

KEPT_YEARS = 3


@transaction.atomic
def forget_old(*, by: Actor, at: datetime) -> int:
    """How many went; sendings and texts taken into other tools go with them."""
    policies.require_server(by)
    first = years.first_day(years.nendo(clock.day(at)) - KEPT_YEARS)
    old = Notice.objects.filter(made_at__lt=clock.at(first, time.min))
    many = old.count()
    if many:
        old.delete()
        journal.record("bulletin.notice.forget", noun=NOUN, object_id="", by=by, at=at, data={"n": many})
    return many
