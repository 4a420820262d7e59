"""What waits for a person: grants and reports."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.network import policies
from ibasho.rooms.network.queries import grants, register
from ibasho.town.people.permissions import Permission


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """Reports due within two weeks, or late: of all groups at the desk, of one's own at the groups' door."""
    day = clock.day(at)
    mine = [one.pk for one in register.own(by, day)] if by.person_id is not None else []
    rows = list(grants.due(day, mine)) if mine else []
    found = [Waiting(_("助成金の 報告"), len(rows), "network:ops_grants", "yen", anchor="due")]
    if by.acting_for is None and policies.may(by, Permission.NETWORK_MANAGE, at=at):
        rows = list(grants.due(day))
        oldest = rows[0].report_due_on if rows else None
        label = _("報告の しめきりが 近い 団体")
        found.append(Waiting(label, len(rows), "network:desk_grants", "yen", anchor="due", oldest=oldest))
    return [one for one in found if one.count]
