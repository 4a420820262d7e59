"""Meetings and reports are kept five years after their 年度, the sums of the months ten; then they go."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.nendo import first_day, nendo
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.models import Meeting, Month, Report, TopUp
from ibasho.town.people.permissions import Permission

REPORT_YEARS, MONTH_YEARS = 5, 10


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> int:
    """The nightly job. Gives how many rows went."""
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    this = nendo(clock.day(at))
    reports, months = first_day(this - REPORT_YEARS), first_day(this - MONTH_YEARS)
    gone = Meeting.objects.filter(nendo__lt=this - REPORT_YEARS).delete()[0]
    gone += Report.objects.filter(visit__day__lt=reports).delete()[0]
    gone += TopUp.objects.filter(month__first__lt=months, reports__isnull=True).delete()[0]
    gone += Month.objects.filter(first__lt=months, top_ups__isnull=True).delete()[0]
    if gone:
        journal.record(
            "familysupport.report.forget", noun="familysupport.Report", object_id="", by=by, at=at,
            data={"count": gone},
        )  # fmt: skip
    return gone
