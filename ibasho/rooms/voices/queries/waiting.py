"""What waits for a person in this room, noun by noun."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.voices.queries import (
    answering_waiting,
    doors_waiting,
    heard_waiting,
    hearings_waiting,
    moderation_waiting,
    results_waiting,
    themes_waiting,
)

PARTS = (
    moderation_waiting,
    themes_waiting,
    hearings_waiting,
    results_waiting,
    heard_waiting,
    doors_waiting,
    answering_waiting,
)


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    return [one for part in PARTS for one in part.waiting_for(by, at)]
