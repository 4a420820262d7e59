"""The rooms the crowd lives in; each file: its share of the rehearsal's mix, what is planted, and the verbs."""

from __future__ import annotations

from tests.faults.crowd.deeds import Room
from tests.faults.crowd.rooms import (
    bulletin,
    care,
    familysupport,
    mealtickets,
    network,
    openhouse,
    places,
    roster,
    surplus,
    voices,
)

ROOMS: tuple[Room, ...] = (
    places.ROOM, openhouse.ROOM, roster.ROOM, mealtickets.ROOM, voices.ROOM, surplus.ROOM, network.ROOM, bulletin.ROOM,
    familysupport.ROOM, care.ROOM,
)  # fmt: skip

__all__ = ["ROOMS", "Room"]
