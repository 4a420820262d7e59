"""The hearing all objects of voices belong to."""

from __future__ import annotations

from typing import Any

from tests.people import Cast
from tests.rooms.voices import ground


class GroundObjects:
    """Open, with answers to come."""

    people: Cast
    _made: dict[str, Any]

    def voices(self) -> ground.Ground:
        if "voices!" not in self._made:
            self._made["voices!"] = ground.ground(self.people)
        return self._made["voices!"]  # type: ignore[no-any-return]

    def _voice_hearing(self) -> dict[str, Any]:
        return {"public_id": self.voices().hearing.public_id}
