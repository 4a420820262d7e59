"""What waits: words whose key is gone. For the centre alone, who tells the people of the system."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Min
from django.utils.translation import gettext as _

from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.care import policies
from ibasho.rooms.care.queries import keys
from ibasho.town.people.permissions import Permission


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    if not policies.may(by, Permission.CARE_HANDLE, at=at):
        return []
    found = keys.unreadable().aggregate(n=Count("pk"), oldest=Min("unreadable_on"))
    label = _(
        "かぎが 合わず、あけられない 件。市の システムの 係に「番人の かぎ」を 確かめて もらってください"
    )
    return (
        [Waiting(label, found["n"], "care:desk", icon="warn", oldest=found["oldest"], kind=Kind.WRONG)]
        if found["n"]
        else []
    )
