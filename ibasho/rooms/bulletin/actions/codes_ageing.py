"""What becomes of printed codes with time. A paper that still hangs keeps its code, however old."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Q, QuerySet

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock, nendo
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.bulletin import policies
from ibasho.rooms.bulletin.models import QrCode, QrOpens

YEARS_KEPT = 3


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> dict[str, int]:
    """Numbers three years after the end of their 年度; codes three years after the end of the 年度 in which they were taken
    down or their month ended. Gives how many of each."""
    policies.require_server(by)
    first = nendo.first_day(nendo.nendo(clock.day(at)) - YEARS_KEPT)
    opens, _ = QrOpens.objects.filter(day__lt=first).delete()
    gone = list(_over(first).select_for_update(of=("self",)).order_by("pk"))
    for row in gone:
        row.delete()
    counts = {"opens": opens, "codes": len(gone)}
    if any(counts.values()):
        journal.record(
            "bulletin.code.forget", noun="bulletin.QrCode", object_id="", by=by, at=at, data=counts
        )
    return counts


def _over(first: date) -> QuerySet[QrCode]:
    moment = clock.at(first, time.min)
    used_up = Q(retired_at__lt=moment) | Q(month__lt=first)
    return QrCode.objects.filter(used_up, made_at__lt=moment)
