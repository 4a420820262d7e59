"""What waits for the centre's lead: a membership of the 要対協 that runs out, a centre nobody can call."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.care import policies
from ibasho.rooms.care.queries import council, settings
from ibasho.town.people.permissions import Permission


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    if not policies.may(by, Permission.CARE_LEAD, at=at):
        return []
    found = []
    ending = council.ending_soon(clock.day(at)).count()
    if ending:
        found.append(
            Waiting(
                _("もうすぐ おわる 要対協の 構成員"),
                ending,
                "care:desk_council",
                "friends",
                "now",
                kind=Kind.SOON,
            )
        )
    if not settings.has_own_phone():
        found.append(Waiting(_("センターの 電話番号を 入れる"), 1, "care:desk_settings", "phone", "centre"))
    return found
