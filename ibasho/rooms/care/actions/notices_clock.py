"""What runs by the clock over notes: the centre hears of what is late; words go 90 days after the end, rows after years."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions.forgetting import forget_over
from ibasho.rooms.care.actions.matters import NOUN
from ibasho.rooms.care.actions.telling import tell
from ibasho.rooms.care.models import Notice
from ibasho.rooms.care.queries import centre
from ibasho.rooms.care.queries import notices as queries

State = Notice.State
LATE = "日にちの すぎた ものが あります。"
LONG_LATE = "平日 1日より 長く、日にちの すぎた ものが あります。"


@transaction.atomic
def remind(*, by: Actor, at: datetime) -> int:
    """Once a day, one mail to everybody of the centre where something is late; one more to who leads it where it is late
    for more than a working day. Gives how many are late."""
    policies.require_server(by)
    day, open_ = clock.day(at), Notice.objects.exclude(state=State.CLOSED)
    late, page = open_.filter(queries.overdue(at)).count(), reverse("care:desk_inbox")
    if not late:
        return 0
    tell(
        centre.handlers(day), key=f"care.late:{day:%Y%m%d}", page=page, by=by, at=at, first=LATE, urgent=True
    )
    if open_.filter(queries.long_overdue(at)).exists():
        key = f"care.long_late:{day:%Y%m%d}"
        tell(centre.leads(day), key=key, page=page, by=by, at=at, first=LONG_LATE, urgent=True)
    journal.record("care.notice.remind", noun=NOUN, object_id="", by=by, at=at, data={"count": late})
    return late


def forget(*, by: Actor, at: datetime) -> tuple[int, int]:
    return forget_over(lambda end: Q(notice__state=State.CLOSED, notice__closed_at__lt=end), by=by, at=at)
