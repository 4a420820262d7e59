"""What waits for the centre. Nobody else has a line here, nor a number."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.town.concerns import policies
from ibasho.town.concerns.queries import concerns

PAGE = "concerns:desk_inbox"


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    if not policies.may(by, at=at):
        return []
    new = list(concerns.waiting().values_list("received_on", flat=True))
    found = [
        Waiting(_("センターへの 知らせを うけとる"), len(new), PAGE, "mail", anchor="new", oldest=min(new, default=None)),
    ]  # fmt: skip
    return [one for one in found if one.count]
