"""Wishes and words about turns go a year after their 年度; that somebody was there stays for the hours."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.nendo import first_day, nendo
from ibasho.rooms.roster.models import Offer, Swap, Taken


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> int:
    """The nightly job: offers, swaps, and why somebody could not come. Returns how many went."""
    edge = first_day(nendo(clock.day(at)) - 1)
    gone = Offer.objects.filter(shift__day__lt=edge).delete()[0]
    gone += Swap.objects.filter(taken__shift__day__lt=edge).delete()[0]
    gone += Taken.objects.filter(shift__day__lt=edge).exclude(why="").update(why="")
    if gone:
        data = {"count": gone}
        journal.record("roster.turns.forget", noun="roster.Taken", object_id="", by=by, at=at, data=data)
    return gone
