"""What the access matrix walks into: results of voices."""

from __future__ import annotations

from tests.rooms.voices.ground_objects import GroundObjects


class ResultsObjects(GroundObjects):
    """Makers of this noun."""
