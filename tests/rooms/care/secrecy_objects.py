"""What the access matrix walks into: secrecy of care."""

from __future__ import annotations

from typing import Any

from tests.rooms.care import ground
from tests.rooms.care.ground_objects import CareObjects


class SecrecyObjects(CareObjects):
    """Makers of this noun."""

    def _care_opening(self) -> dict[str, Any]:
        """Of somebody who is not Sumi (she has it) nor Tomoe (she looks at it)."""
        nagi = ground.colleague(self.people)
        return {"opening_id": ground.opening(self.care().notice.matter, nagi).pk}
