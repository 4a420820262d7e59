"""What waits for a person: what became of it, kitchen records, thanks."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.queries import uses
from ibasho.town.people.permissions import Permission


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """Thanks to read; and at a place, of what nobody told yet what became of it."""
    if policies.may(by, Permission.SURPLUS_MANAGE, at=at):
        rows = list(uses.to_look_at())
        oldest = min((clock.day(one.told_at) for one in rows), default=None)
        found = Waiting(_("読む お礼の ことば"), len(rows), "surplus:desk_thanks", "heart", oldest=oldest)
    elif policies.may(by, Permission.SURPLUS_HAND, at=at):
        found = Waiting(
            _("使ったか 教えてください"),
            len(uses.untold(by, at)),
            "surplus:ops_handing",
            "smile",
            anchor="untold",
        )
    else:
        return []
    return [found] if found.count else []
