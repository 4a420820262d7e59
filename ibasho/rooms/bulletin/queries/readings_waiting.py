"""What waits for a person: readings."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Min
from django.utils.translation import gettext as _

from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.bulletin import policies
from ibasho.rooms.bulletin.models import Reading
from ibasho.rooms.bulletin.rules.kinds import Origin
from ibasho.town.people.permissions import Permission


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """For whoever may correct: guessed words nobody has looked at."""
    if by.acting_for is not None or not policies.may(by, Permission.BULLETIN_MANAGE, at=at):
        return []
    found = Reading.objects.filter(origin=Origin.GUESSED.value).aggregate(
        n=Count("pk"), oldest=Min("found_on")
    )
    if not found["n"]:
        return []
    return [
        Waiting(
            _("ふりがなを たしかめる"), found["n"], "bulletin:desk_readings", "file", oldest=found["oldest"]
        )
    ]
