"""What is over is forgotten in time: names after 30 days, safeguarding dates by the law's two clocks."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.roster.actions.joining import NOUN, settle
from ibasho.rooms.roster.models import Attendance, Helper, Offer, Safeguard, Swap, Taken, Training
from ibasho.rooms.roster.rules.erasing import year_ends_on
from ibasho.rooms.roster.rules.registering import ENDED

BLANK = {
    "name": "", "call_name": "", "phone": "", "email": "", "district_code": "", "age_band": "", "guardian_name": "",
    "guardian_phone": "", "pay_way": "", "guardian_consent_on": None, "side_job_until": None, "interview_at": None,
    "person": None, "token_hash": None, "token_at": None,
}  # fmt: skip


def erase(*, by: Actor, at: datetime) -> int:
    """The job of every few hours. Returns how many helpers lost their names or dates."""
    today = clock.day(at)
    over = Helper.objects.filter(erased_at__isnull=True, erase_on__lte=today).order_by("pk")
    names = [erase_name(helper=one, by=by, at=at) for one in over]
    old = Safeguard.objects.filter(
        Q(erase_on__lte=today) | Q(helper__organisation__is_active=False)
    ).select_related("helper")
    dates = [erase_dates(safeguard=one, by=by, at=at) for one in old.order_by("pk")]
    return len(names) + len(dates)


@transaction.atomic
def erase_name(*, helper: Helper, by: Actor, at: datetime) -> None:
    """The row stays as a number, so that the hours worked still add up."""
    locked = Helper.objects.select_for_update(of=("self",)).get(pk=helper.pk)
    if locked.erased_at is not None or locked.state not in ENDED:
        return
    for name, nothing in BLANK.items():
        setattr(locked, name, nothing)
    locked.skills, locked.subjects, locked.erased_at = [], [], at
    locked.save()
    Training.objects.filter(helper=locked).delete()
    Safeguard.objects.filter(helper=locked).delete()
    Offer.objects.filter(helper=locked).delete()
    Swap.objects.filter(Q(to=locked) | Q(taken__helper=locked)).delete()
    Taken.objects.filter(helper=locked).exclude(why="").update(why="")
    Attendance.objects.filter(taken__helper=locked).exclude(note="").update(note="")
    journal.record("roster.helper.erase", noun=NOUN, object_id=locked.pk, by=by, at=at)


@transaction.atomic
def erase_dates(*, safeguard: Safeguard, by: Actor, at: datetime) -> None:
    """Of who is still there the new date alone stays (the end of that 年度, which is over): whose procedure is forgotten
    does not count among the grown-ups until a new one."""
    rows = Safeguard.objects.select_for_update(of=("self",)).select_related("helper")
    row = rows.filter(pk=safeguard.pk).first()
    if row is None:
        return
    pk, helper = row.pk, row.helper
    if helper.state in ENDED or not row.is_needed or row.done_on is None:
        row.delete()
    else:
        row.due_on = min(year_ends_on(row.done_on), clock.day(at))
        row.pledge_on = row.rules_told_on = row.asked_on = row.done_on = row.erase_on = None
        row.save()
    journal.record("roster.safeguard.erase", noun="roster.Safeguard", object_id=pk, by=by, at=at)
    settle(helper, by=by, at=at)
