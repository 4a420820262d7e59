"""What waits for a person: diaries that were opened and never closed."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.openhouse.queries import diary, door
from ibasho.town.people import policies as people


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """For whoever keeps a door of their own; the city is not asked after everybody's diary."""
    day = clock.day(at)
    if by.person_id is None or people.city_wide(by, day=day):
        return []
    found = list(diary.left_open(door.own_places(by, at), day))
    if not found:
        return []
    return [
        Waiting(
            "しめた記録のない 日誌",
            len(found),
            "openhouse:ops_doors",
            "edit",
            oldest=found[0].day,
            kind=Kind.WRONG,
        )
    ]
