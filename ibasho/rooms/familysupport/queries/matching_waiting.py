"""What waits for the adviser: visits of the next days that nobody takes yet, and yeses that wait for a decision."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.models import Visit
from ibasho.rooms.familysupport.rules.kinds import VisitState
from ibasho.town.people.permissions import Permission

AHEAD = timedelta(days=7)


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    if by.person_id is None or not policies.may(by, Permission.SUPPORT_ADVISE, at=at):
        return []
    today = clock.day(at)
    rows = Visit.objects.filter(state=VisitState.OPEN, starts_at__gt=at, day__lte=today + AHEAD)
    days = sorted(rows.values_list("day", flat=True))
    if not days:
        return []
    return [
        Waiting(
            _("提供会員が まだの 依頼（1週間）"),
            len(days),
            "familysupport:desk_board",
            "hands",
            oldest=days[0],
            kind=Kind.SOON,
        )
    ]
