"""What waits for a person: groups nobody has heard this 年度, once its last quarter has begun."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.nendo import nendo
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.network import policies
from ibasho.rooms.network.models import Sheet
from ibasho.rooms.network.queries.sheets import to_hear
from ibasho.town.people.permissions import Permission

LAST_QUARTER = (1, 2, 3)  # months


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    today = clock.day(at)
    if today.month not in LAST_QUARTER or not policies.may(by, Permission.NETWORK_WRITE, at=at):
        return []
    year = nendo(today)
    heard = Sheet.objects.filter(nendo=year).values("organisation")
    left = to_hear(year).exclude(pk__in=heard).count()
    return (
        [Waiting(_("実態把握で まだ きいていない 団体"), left, "network:desk_sheets", "list", "unheard")]
        if left
        else []
    )
