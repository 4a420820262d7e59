"""What waits for a person: grants and reports."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.network import policies
from ibasho.rooms.network.queries import grants
from ibasho.town.people.permissions import Permission


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """At the desk: reports of all groups due within two weeks, or late. A group's own stand in `group_waiting`."""
    if by.acting_for is not None or not policies.may(by, Permission.NETWORK_MANAGE, at=at):
        return []
    days = list(grants.due(clock.day(at)).values_list("report_due_on", flat=True))
    label = _("報告の しめきりが 近い 団体")
    return (
        [
            Waiting(
                label, len(days), "network:desk_grants", "yen", anchor="due", oldest=days[0], kind=Kind.SOON
            )
        ]
        if days
        else []
    )
