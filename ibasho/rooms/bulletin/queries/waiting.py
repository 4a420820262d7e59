"""What waits for a person in this room, noun by noun."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.bulletin.queries import (
    notices_waiting,
    readings_waiting,
    schools_waiting,
    stories_waiting,
)

PARTS = (stories_waiting, schools_waiting, notices_waiting, readings_waiting)


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    return [one for part in PARTS for one in part.waiting_for(by, at)]
