"""What waits for a person: visits of the next days for which nobody is found, and families no mail reaches."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.models import Visit
from ibasho.rooms.familysupport.rules.kinds import VisitState
from ibasho.town.people.permissions import Permission

NEAR = timedelta(days=3)
LATELY = timedelta(days=2)


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """Two statements, whatever there is."""
    if not policies.may(by, Permission.SUPPORT_ADVISE, at=at):
        return []
    return [
        *_lines("まもなくの 依頼：まだ 決まっていない回", _near(at), "clock"),
        *_lines("見つからなかったことを 電話で 伝える 家庭", to_telephone(at), "phone"),
    ]


def to_telephone(at: datetime) -> QuerySet[Visit]:
    """Visits nobody was found for lately, of families without an address for mail."""
    rows = Visit.objects.filter(state=VisitState.UNMET, unmet_at__gt=at - LATELY, unmet_at__lte=at)
    none = Q(request__member__person__isnull=True) | Q(request__member__person__email="")
    return rows.filter(none, request__member__email="").order_by("starts_at", "pk")


def _near(at: datetime) -> QuerySet[Visit]:
    rows = Visit.objects.filter(state=VisitState.OPEN, starts_at__gt=at, starts_at__lte=at + NEAR)
    return rows.order_by("starts_at", "pk")


def _lines(label: str, rows: QuerySet[Visit], icon: str) -> list[Waiting]:
    days = list(rows.values_list("day", flat=True))
    if not days:
        return []
    return [Waiting(label, len(days), "familysupport:desk_requests", icon, oldest=min(days))]
