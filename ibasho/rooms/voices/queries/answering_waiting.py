"""What waits for a person: the child's form, the slip of thanks, sheets typed in."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.queries import answering
from ibasho.town.people.permissions import Permission


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """Answers that could not be opened: the key they were sealed with is missing. They open by themselves once it is back
    among the server's keys, so whoever looks after the server must hear of it."""
    if not policies.may(by, Permission.VOICES_MANAGE, at=at):
        return []
    broken = answering.broken()
    told = _("あけられない 答えの ふうとう。サーバーの かぎ（SEAL_SECRETS）を 確かめてください")
    return [Waiting(told, broken, "voices:desk_hearings", "lock", kind=Kind.WRONG)] if broken else []
