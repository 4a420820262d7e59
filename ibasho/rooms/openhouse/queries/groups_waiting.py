"""What waits for a person: applications whose next look is theirs to take."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Min
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.openhouse.queries import applications
from ibasho.rooms.openhouse.rules.kinds import ApplicationState
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies as places


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """Constant statements, whatever there is."""
    if not people.may(by, Permission.OPENHOUSE_APPROVE, day=clock.day(at)):
        return []
    desk = places.in_city(by, Permission.OPENHOUSE_APPROVE, at=at)
    url = "openhouse:desk_applications" if desk else "openhouse:ops_requests"
    words = {
        ApplicationState.APPLIED.value: _("部屋の申請を 起案する"),
        ApplicationState.DRAFTED.value: _("部屋の申請を 確認する"),
        ApplicationState.CHECKED.value: _("部屋の申請を 決裁する"),
    }
    rows = applications.waiting(by, at).order_by().values("state")
    counted = {
        one["state"]: one for one in rows.annotate(many=Count("pk", distinct=True), oldest=Min("applied_at"))
    }
    return [
        Waiting(label, counted[state]["many"], url, "calendar", oldest=clock.day(counted[state]["oldest"]))
        for state, label in words.items()
        if state in counted
    ]
