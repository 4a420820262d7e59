"""Hand-outs go three years after their 年度, whom to ring up at a school that was closed thirty days after it."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.bulletin import policies
from ibasho.rooms.bulletin.models import Handout, School

KEPT_YEARS = 3
CONTACT_KEPT = timedelta(days=30)  # until then it can be opened again with all it had
_EMPTY = {"contact": "", "phone": "", "email": "", "note": ""}


@transaction.atomic
def forget_old(*, by: Actor, at: datetime) -> tuple[int, int]:
    """How many hand-outs went, with what schools said of them, and how many schools have no contact any more."""
    policies.require_server(by)
    first = years.first_day(years.nendo(clock.day(at)) - KEPT_YEARS)
    old = Handout.objects.filter(made_at__lt=clock.at(first, time.min))
    gone = old.count()
    old.delete()
    closed = School.objects.filter(is_active=False, changed_at__lt=at - CONTACT_KEPT).exclude(**_EMPTY)
    emptied = closed.update(**_EMPTY)
    if gone or emptied:
        told = {"handouts": gone, "contacts": emptied}
        journal.record(
            "bulletin.school.forget", noun="bulletin.School", object_id="", by=by, at=at, data=told
        )
    return gone, emptied
