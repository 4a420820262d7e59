"""What waits for a person: kit and helpers lent between groups."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.network.queries import lending, register

PAGE = "network:ops_lending"


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    today = clock.day(at)
    own = [one.pk for one in register.own(by, today)]
    if not own:
        return []
    found = [
        Waiting(_("かしてほしい おねがいに 返事"), lending.to_answer(own).count(), PAGE, "hands", "running"),
        Waiting(_("返す日が すぎた かしかり"), lending.late(own, today).count(), PAGE, "clock", "running"),
    ]
    return [one for one in found if one.count]
