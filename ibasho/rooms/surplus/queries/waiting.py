"""What waits for a person in this room, noun by noun."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.surplus.queries import (
    carrying_waiting,
    offers_waiting,
    receivers_waiting,
    sharing_waiting,
    uses_waiting,
)

PARTS = (carrying_waiting, offers_waiting, receivers_waiting, sharing_waiting, uses_waiting)


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    return [one for part in PARTS for one in part.waiting_for(by, at)]
