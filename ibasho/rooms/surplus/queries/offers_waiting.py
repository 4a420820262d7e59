"""What waits for a person: offers nobody has looked at, and this week's question to who promised."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.queries import calls, offers, standing
from ibasho.town.people.permissions import Permission


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    found = _desk(by, at) if policies.may(by, Permission.SURPLUS_WRITE, at=at) else _own(by, at)
    return [one for one in found if one.count]


def _desk(by: Actor, at: datetime) -> list[Waiting]:
    today = clock.day(at)
    new = list(offers.new_ones())
    to_ring = [one for one in standing.due(standing.rows(), today) if not standing.reached(one, today)]
    oldest = min((clock.day(one.made_at) for one in new), default=None)
    return [
        Waiting(_("新しい おすそわけを 見る"), len(new), "surplus:desk_offers", "carrot", "new", oldest),
        Waiting(_("「今週も ありますか」と 電話する"), len(to_ring), "surplus:desk_promises", "phone"),
        Waiting(
            _("おすそわけの ことを 電話で 知らせる"),
            len(calls.to_make(at)),
            "surplus:desk_board",
            "phone",
            "calls",
        ),
    ]


def _own(by: Actor, at: datetime) -> list[Waiting]:
    rows = standing.rows().filter(organisation__in=offers.givers(by, at))
    found = standing.due(rows, clock.day(at))
    return [
        Waiting(_("今週も ありますか（おすそわけ）"), len(found), "surplus:ops_home", "carrot", "promises")
    ]
