"""The things of seats and safety the access matrix walks into."""

from __future__ import annotations

from typing import Any

from ibasho.base.kernel import clock
from ibasho.rooms.openhouse.models import Space
from tests.rooms.openhouse import ground as openhouse_ground
from tests.town.places.objects import PlacesObjects


class SafetyObjects(PlacesObjects):
    """Beside `tests.objects.Objects`, which keeps `people` and what was made."""

    def seat_room(self) -> Space:
        if "seat_room!" not in self._made:
            self._made["seat_room!"] = openhouse_ground.space(self.place(), "自習室")
        return self._made["seat_room!"]  # type: ignore[no-any-return]

    def _seat_room(self) -> dict[str, Any]:
        return {"public_id": self.seat_room().public_id}

    def _seat_free(self) -> dict[str, Any]:
        return {**self._place(), "room": self.seat_room().public_id}

    def _help_ask(self) -> dict[str, Any]:
        return {**self._place(), "key": openhouse_ground.help_ask(self.place(), clock.now()).pk}

    def _incident(self) -> dict[str, Any]:
        return {"public_id": openhouse_ground.incident(self.place()).public_id}

    def _alarm(self) -> dict[str, Any]:
        return {"public_id": openhouse_ground.alarm(self.people).public_id}

    def _disaster(self) -> dict[str, Any]:
        if "disaster!" not in self._made:
            self._made["disaster!"] = openhouse_ground.disaster(self.people)
        return {"public_id": self._made["disaster!"].public_id}

    def _disaster_place(self) -> dict[str, Any]:
        return {**self._disaster(), "place": self.place().public_id}
