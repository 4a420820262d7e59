"""What waits for a person in this room, noun by noun."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.familysupport.queries import (
    asks_waiting,
    figures_waiting,
    matching_waiting,
    members_waiting,
    reports_waiting,
    requests_waiting,
    tariff_waiting,
)

PARTS = (
    matching_waiting,
    requests_waiting,
    asks_waiting,
    members_waiting,
    reports_waiting,
    tariff_waiting,
    figures_waiting,
)


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    return [one for part in PARTS for one in part.waiting_for(by, at)]
