"""What need not be kept is not kept: seats and cards of yesterday; incidents, alarms, disasters and improvements past their years."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.openhouse.models import Alarm, Disaster, HelpAsk, Improvement, Incident, SeatUse
from ibasho.rooms.openhouse.rules.keeping import improvements_kept_from, incidents_kept_from
from ibasho.rooms.openhouse.rules.kinds import ImprovementState
from ibasho.town.places import policies as places

OVER = (ImprovementState.DONE.value, ImprovementState.STOPPED.value)


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> dict[str, int]:
    """By the nightly job. Returns how many of each went."""
    if not places.is_server(by):
        raise ValueError("a job of the server does this")
    today = clock.day(at)
    kept_from = clock.day_bounds(incidents_kept_from(today))[0]
    long_ago = clock.day_bounds(improvements_kept_from(today))[0]
    gone = {
        "seats": SeatUse.objects.filter(day__lt=today).delete()[0],
        "asks": HelpAsk.objects.filter(day__lt=today).delete()[0],
        "incidents": Incident.objects.filter(happened_at__lt=kept_from).delete()[0],
        "alarms": Alarm.objects.filter(day__lt=incidents_kept_from(today)).delete()[0],
        "disasters": Disaster.objects.filter(ended_at__lt=kept_from).delete()[0],
        "improvements": Improvement.objects.filter(written_at__lt=long_ago, state__in=OVER).delete()[0],
    }
    if any(gone.values()):
        journal.record("openhouse.forget", noun="openhouse", object_id="", by=by, at=at, data=gone)
    return gone
