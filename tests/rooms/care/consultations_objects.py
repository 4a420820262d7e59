"""What the access matrix walks into: consultations of care."""

from __future__ import annotations

from typing import Any

from tests.rooms.care import ground
from tests.rooms.care.ground_objects import CareObjects


class ConsultationsObjects(CareObjects):
    """One consultation that Sumi counted."""

    def _care_consultation(self) -> dict[str, Any]:
        if "consultation!" not in self._made:
            self._made["consultation!"] = ground.consultation(self.care().people)
        return {"number": self._made["consultation!"].pk}

    def _care_consultation_verb(self) -> dict[str, Any]:
        return {**self._care_consultation(), "verb": "drop"}
