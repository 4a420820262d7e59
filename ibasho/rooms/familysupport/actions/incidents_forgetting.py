"""What went wrong is kept five years after its 年度, counts of 一時預かり ten; then they go."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.nendo import first_day, nendo
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.models import DropInDay, Incident
from ibasho.town.people.permissions import Permission

INCIDENT_YEARS, COUNT_YEARS = 5, 10


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> int:
    """The nightly job. An open incident stays until it is closed. Gives how many rows went."""
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    this = nendo(clock.day(at))
    before = clock.day_bounds(first_day(this - INCIDENT_YEARS))[0]
    gone = Incident.objects.filter(happened_at__lt=before, closed_at__isnull=False).delete()[0]
    gone += DropInDay.objects.filter(day__lt=first_day(this - COUNT_YEARS)).delete()[0]
    if gone:
        journal.record(
            "familysupport.incident.forget", noun="familysupport.Incident", object_id="", by=by, at=at,
            data={"count": gone},
        )  # fmt: skip
    return gone
