"""What waits for a person: proposals nobody has confirmed, and food without a home."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.queries import sharing
from ibasho.town.people.permissions import Permission

BOARD = "surplus:desk_board"


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    if not policies.may(by, Permission.SURPLUS_MANAGE, at=at):
        return []
    made = [clock.day(one) for one in sharing.to_confirm(at).values_list("made_at", flat=True)]
    homeless = [clock.day(one.made_at) for one in sharing.homeless(at)]
    stranded = [clock.day(one.proposal.made_at) for one in sharing.stranded(at)]
    found = [
        Waiting(_("おすそわけの 分け方の 案"), len(made), BOARD, "carrot", anchor="confirm", oldest=min(made, default=None)),
        Waiting(_("行き先が 見つからない おすそわけ"), len(homeless), BOARD, "warn", anchor="homeless", oldest=min(homeless, default=None), kind=Kind.WRONG),
        Waiting(_("うけとる所が 休みになった おすそわけ"), len(stranded), BOARD, "warn", anchor="stranded", oldest=min(stranded, default=None), kind=Kind.WRONG),
    ]  # fmt: skip
    return [one for one in found if one.count]
