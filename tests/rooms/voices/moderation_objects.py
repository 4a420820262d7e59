"""What the access matrix walks into: moderation of voices."""

from __future__ import annotations

from tests.rooms.voices.ground_objects import GroundObjects


class ModerationObjects(GroundObjects):
    """Makers of this noun."""
