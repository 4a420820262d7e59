"""What the access matrix walks into: papers of bulletin."""

from __future__ import annotations

from typing import Any

from tests.people import Cast
from tests.rooms.bulletin import papers_ground
from tests.rooms.bulletin.ground_objects import BulletinObjects


class BulletinPapersObjects(BulletinObjects):
    """Makers of this noun, each named `_bulletin_…`."""

    people: Cast

    def _bulletin_code(self) -> dict[str, Any]:
        """A QR of みどり食堂's poster."""
        if "bulletin_code!" not in self._made:
            self._made["bulletin_code!"] = papers_ground.code(self.bulletin())
        return {"code": self._made["bulletin_code!"].code}
