"""What waits for a person: voices this person has not read."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.queries import reading
from ibasho.town.people.permissions import Permission


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    if by.person_id is None or not policies.may(by, Permission.VOICES_MODERATE, at=at):
        return []
    rows = reading.to_read(by.person_id)
    count = rows.count()
    return (
        [Waiting("読む 声", count, "voices:desk_reading", "eye", oldest=reading.oldest(rows))]
        if count
        else []
    )
