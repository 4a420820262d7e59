"""What the access matrix walks into: answering of voices."""

from __future__ import annotations

from tests.rooms.voices.ground_objects import GroundObjects


class AnsweringObjects(GroundObjects):
    """Makers of this noun."""
