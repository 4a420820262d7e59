"""「わたしを待っているもの」 of reach: visits nobody wrote down, and visits of the coming days without two people."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.reach.queries import rotas
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """For those who run visits; nothing waits: no line."""
    day = clock.day(at)
    if not people.may(by, Permission.REACH_VISIT, day=day):
        return []
    late, alone = rotas.unwritten(at), rotas.unpaired(day)
    oldest = late.values_list("day", flat=True).first()
    found = [
        Waiting(
            _("出張の 数が まだ"), late.count(), "reach:rotas", "edit", anchor="unwritten", oldest=oldest
        ),
        Waiting(
            _("出張に 行く人が まだ"),
            alone.count(),
            "reach:rotas",
            "friends",
            anchor="unpaired",
            kind=Kind.SOON,
        ),
    ]
    return [one for one in found if one.count]
