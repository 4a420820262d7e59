"""What waits for a person: notices."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.bulletin import policies
from ibasho.rooms.bulletin.queries import notices
from ibasho.town.people.permissions import Permission


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """A draft waits for who may send it."""
    if by.acting_for is not None or not policies.may(by, Permission.BULLETIN_MANAGE, at=at):
        return []
    rows = list(notices.drafts())
    if not rows:
        return []
    label, oldest = _("おしらせの 下書きを 見て 送る"), clock.day(rows[0].made_at)
    return [Waiting(label, len(rows), "bulletin:desk_home", "bell", anchor="drafts", oldest=oldest)]
