"""What the access matrix walks into: moderation of voices, one voice to be read."""

from __future__ import annotations

from typing import Any

from tests.rooms.voices import ground
from tests.rooms.voices.ground_objects import GroundObjects


class ModerationObjects(GroundObjects):
    """Makers of this noun."""

    def _voice_opinion(self) -> dict[str, Any]:
        return {"opinion": ground.opinion(self.voices().web, "鈴木くんと たっきゅうが したい").pk}
