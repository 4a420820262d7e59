"""What waits for a person: going where nobody was heard."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.queries import heard
from ibasho.town.people.permissions import Permission


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    if not policies.may(by, Permission.VOICES_READ, at=at):
        return []
    days = list(heard.due(clock.day(at)).values_list("on", flat=True))
    label = _("こどもの 声を ききに 行く（今週まで）")
    oldest = days[0] if days else None
    return (
        [
            Waiting(
                label, len(days), "voices:desk_heard", "walk", anchor="plans", oldest=oldest, kind=Kind.SOON
            )
        ]
        if days
        else []
    )
