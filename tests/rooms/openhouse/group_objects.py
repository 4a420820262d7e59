"""The applications the access matrix walks into: みどり食堂 asks for its own カケショク."""

from __future__ import annotations

from typing import Any

from ibasho.base.kernel import clock
from ibasho.rooms.openhouse.models import Application, Booking, Space
from tests import make
from tests.people import Cast
from tests.rooms.openhouse import ground


class GroupObjects:
    """Beside `tests.objects.Objects`, which keeps `people` and what was made."""

    people: Cast
    _made: dict[str, Any]

    def lent_room(self) -> Space:
        if "lent_room!" not in self._made:
            hall = make.place("カケショク", organisation=self.people.midori)
            self._made["lent_room!"] = ground.space(hall)
        return self._made["lent_room!"]  # type: ignore[no-any-return]

    def room_day(self) -> Booking:
        """Today, by whatever clock the matrix walks."""
        if "room_day!" not in self._made:
            row = ground.application(self.lent_room(), self.people.midori, applied_by=self.people.hana)
            self._made["room_day!"] = ground.booking(row, clock.day(clock.now()))
        return self._made["room_day!"]  # type: ignore[no-any-return]

    def _application(self) -> Application:
        return self.room_day().application

    def _lent_room(self) -> dict[str, Any]:
        return {"public_id": self.lent_room().public_id}

    def _room_application(self) -> dict[str, Any]:
        return {"public_id": self._application().public_id}

    def _room_step(self) -> dict[str, Any]:
        return {**self._room_application(), "step": "draft"}

    def _room_day(self) -> dict[str, Any]:
        return {**self._room_application(), "booking": self.room_day().pk}
