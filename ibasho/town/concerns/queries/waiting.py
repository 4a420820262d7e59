"""What waits for the centre. Nobody else has a line here, nor a number."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.town.concerns import policies
from ibasho.town.concerns.queries import concerns

PAGE = "concerns:desk_inbox"


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    if not policies.may(by, at=at):
        return []
    new = list(concerns.waiting().values_list("received_on", flat=True))
    held = [clock.day(one) for one in concerns.held(clock.day(at)).values_list("taken_at", flat=True) if one]
    broken = list(concerns.unreadable().values_list("received_on", flat=True))
    found = [
        Waiting(_("こどもの 声の 知らせを うけとる"), len(new), PAGE, "mail", anchor="new", oldest=min(new, default=None)),
        Waiting(
            _("うけとったまま おわっていない 知らせ"), len(held), PAGE, "clock", anchor="taken", oldest=min(held, default=None)
        ),
        Waiting(
            _("かぎが 合わず あけられない 知らせ"), len(broken), PAGE, "warn", anchor="unreadable",
            oldest=min(broken, default=None), kind=Kind.WRONG,
        ),
    ]  # fmt: skip
    return [one for one in found if one.count]
