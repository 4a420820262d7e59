"""What waits for a person: food that was agreed for one's own place."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.queries import receivers
from ibasho.town.people.permissions import Permission


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """For groups alone: the city's people hold no `SURPLUS_OWN`."""
    if not policies.may(by, Permission.SURPLUS_OWN, at=at):
        return []
    days = [clock.day(one.proposal.offer.ready_from) for one in receivers.coming(by, at)]
    if not days:
        return []
    return [
        Waiting(
            _("とどく おすそわけ"),
            len(days),
            "surplus:ops_receive",
            "carrot",
            anchor="coming",
            oldest=min(days),
        )
    ]
