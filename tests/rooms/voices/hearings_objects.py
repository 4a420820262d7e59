"""What the access matrix walks into: hearings of voices."""

from __future__ import annotations

from typing import Any

from tests.rooms.voices import ground
from tests.rooms.voices.ground_objects import GroundObjects


class HearingsObjects(GroundObjects):
    """Makers of this noun."""

    def _voice_draft(self) -> dict[str, Any]:
        return {"public_id": ground.hearing(self.people, state="draft").public_id}

    def _voice_hearing_state(self) -> dict[str, Any]:
        return {"public_id": self.voices().hearing.public_id, "to": "close"}

    def _voice_step(self) -> dict[str, Any]:
        return {"public_id": self.voices().hearing.public_id, "kind": "plan"}

    def _voice_question(self) -> dict[str, Any]:
        return {"public_id": self.voices().wishes.public_id}

    def _voice_question_move(self) -> dict[str, Any]:
        return {"public_id": self.voices().wishes.public_id, "to": "down"}
