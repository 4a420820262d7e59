"""What waits for a person: a place that would take food and says no day on which it opens, so that none can come."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.queries import receivers
from ibasho.town.people.permissions import Permission


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """For groups alone: the city's people hold no `SURPLUS_OWN`. What is on its way stands with the hand-overs."""
    if not policies.may(by, Permission.SURPLUS_OWN, at=at):
        return []
    own = list(receivers.own(by, at).filter(is_active=True))
    without = [one for one in receivers.levels(at, own) if one.next_day is None]
    if not without:
        return []
    return [
        Waiting(
            _("おすそわけが とどかない 居場所（ひらく日が ない）"),
            len(without),
            "surplus:ops_receive",
            "calendar",
            kind=Kind.WRONG,
        )
    ]
