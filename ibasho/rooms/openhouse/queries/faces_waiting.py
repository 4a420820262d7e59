"""What waits for a person: faces."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.openhouse.models import Improvement
from ibasho.rooms.openhouse.queries import spaces
from ibasho.rooms.openhouse.rules.kinds import ImprovementState
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies as places


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """For the city: weeks that end soon with nothing behind them, improvements whose day has passed. Two statements."""
    if not places.in_city(by, Permission.OPENHOUSE_MANAGE, at=at):
        return []
    today = clock.day(at)
    late = Improvement.objects.filter(state=ImprovementState.PLANNED, planned_on__lt=today)
    days = list(late.order_by("planned_on").values_list("planned_on", flat=True))
    found = [
        Waiting(_("時間の きまりが もうすぐ おわる部屋"), spaces.ending(today).count(), "openhouse:desk_open", "clock", kind=Kind.SOON),
        Waiting(
            _("みがくこと：予定の日が すぎた"), len(days), "openhouse:desk_improvements", "polish",
            oldest=days[0] if days else None, kind=Kind.WRONG,
        ),
    ]  # fmt: skip
    return [one for one in found if one.count]
