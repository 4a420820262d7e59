"""「わたしを待っているもの」 of the whole room, in the order a person would take it up."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.mealtickets.queries import (
    checks,
    money_in,
    months_waiting,
    pools_waiting,
    shops,
    tills_waiting,
)

PARTS = (
    shops.waiting_for,
    checks.waiting_for,
    money_in.waiting_for,
    pools_waiting.waiting_for,
    months_waiting.waiting_for,
    tills_waiting.waiting_for,
)


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """Nothing waits: no line."""
    return [one for part in PARTS for one in part(by, at)]
