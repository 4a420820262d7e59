"""What waits for a person in this room, noun by noun."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.network.queries import (
    grants_waiting,
    group_waiting,
    meetings_waiting,
    register_waiting,
    sheets_waiting,
    starting_waiting,
    supporting_waiting,
)

PARTS = (
    grants_waiting,
    group_waiting,
    meetings_waiting,
    register_waiting,
    sheets_waiting,
    starting_waiting,
    supporting_waiting,
)


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    return [one for part in PARTS for one in part.waiting_for(by, at)]
