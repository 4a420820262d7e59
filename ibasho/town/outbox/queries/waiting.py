"""「わたしを待っているもの」 of the outbox: letters that did not arrive, for whoever may send them again."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.town.outbox.queries.messages import unsent
from ibasho.town.people import policies
from ibasho.town.people.permissions import Permission


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """Nothing failed: no line."""
    if not policies.may(by, Permission.OUTBOX_MANAGE, day=clock.day(at)):
        return []
    count = unsent(at).count()
    return (
        [Waiting(_("とどいていない おしらせ"), count, "outbox:unsent", "mail", kind=Kind.WRONG)]
        if count
        else []
    )
