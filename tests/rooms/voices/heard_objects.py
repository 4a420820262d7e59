"""What the access matrix walks into: heard of voices."""

from __future__ import annotations

from tests.rooms.voices.ground_objects import GroundObjects


class HeardObjects(GroundObjects):
    """Makers of this noun."""
