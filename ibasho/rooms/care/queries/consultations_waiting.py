"""What waits: consultations for statistics."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.care import policies
from ibasho.rooms.care.queries import consultations
from ibasho.town.people.permissions import Permission


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """For the centre alone: months that nobody has counted by the tenth of the next."""
    if not policies.may(by, Permission.CARE_HANDLE, at=at):
        return []
    months = consultations.untold(clock.day(at))
    if not months:
        return []
    return [
        Waiting(
            _("相談の数が まだ ない 月"), len(months), "care:desk_consultations", "chart", oldest=months[0]
        )
    ]
