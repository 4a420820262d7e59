"""What the access matrix walks into: hearings of voices."""

from __future__ import annotations

from tests.rooms.voices.ground_objects import GroundObjects


class HearingsObjects(GroundObjects):
    """Makers of this noun."""
