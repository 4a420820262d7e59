"""What waits for a person: safety."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Min
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.openhouse.models import Incident
from ibasho.rooms.openhouse.queries import alarms, disasters, incidents
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies as places

_DESK = "openhouse:desk_safety"


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """For the city: what is not closed, sheets past their year, places that have not answered, alarms that hold."""
    if not places.in_city(by, Permission.OPENHOUSE_SAFETY, at=at):
        return []
    today = clock.day(at)
    running = disasters.running()
    silent = disasters.silent(running) if running else 0
    open_ones = Incident.objects.filter(closed_at__isnull=True).aggregate(
        n=Count("pk"), oldest=Min("happened_at")
    )
    sheets = incidents.due_sheets(incidents.sheet_places(), today).count()
    found = [
        Waiting(_("警報を とく"), alarms.holding(today).count(), _DESK, "bell"),
        Waiting(_("災害：まだ 返事の ない場所"), silent, _DESK, "phone", kind=Kind.WRONG),
        Waiting(
            _("けが・ヒヤリハット・苦情"), open_ones["n"], "openhouse:desk_incidents", "warn",
            oldest=clock.day(open_ones["oldest"]) if open_ones["n"] else None, kind=Kind.WRONG,
        ),
        Waiting(_("安全シートを 確かめる"), sheets, "openhouse:desk_sheets", "list"),
    ]  # fmt: skip
    return [one for one in found if one.count]
