"""What the access matrix walks into: doors of voices."""

from __future__ import annotations

from tests.rooms.voices.ground_objects import GroundObjects


class DoorsObjects(GroundObjects):
    """Makers of this noun."""
