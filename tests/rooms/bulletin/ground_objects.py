"""What all objects of bulletin hang on."""

from __future__ import annotations

from typing import Any

from tests.people import Cast
from tests.rooms.bulletin import ground


class BulletinObjects:
    people: Cast
    _made: dict[str, Any]

    def bulletin(self) -> ground.Ground:
        if "bulletin!" not in self._made:
            self._made["bulletin!"] = ground.ground(self.people)
        return self._made["bulletin!"]  # type: ignore[no-any-return]
