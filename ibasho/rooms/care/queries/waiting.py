"""What waits for a person in this room, noun by noun. Outside the centre nobody has a line here but what is their own."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.care.queries import (
    consultations_waiting,
    coverage_waiting,
    keys_waiting,
    notes_waiting,
    notices_waiting,
    referrals_waiting,
    secrecy_waiting,
)

PARTS = (
    notices_waiting, secrecy_waiting, referrals_waiting, notes_waiting, consultations_waiting, coverage_waiting, keys_waiting,
)  # fmt: skip


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    return [one for part in PARTS for one in part.waiting_for(by, at)]
