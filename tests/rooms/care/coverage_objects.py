"""What the access matrix walks into: coverage of care."""

from __future__ import annotations

from typing import Any

from tests.rooms.care import ground
from tests.rooms.care.ground_objects import CareObjects


class CoverageObjects(CareObjects):
    """Makers of this noun."""

    def _care_member(self) -> dict[str, Any]:
        return {"key": ground.member(self.people, self.people.midori).pk}
