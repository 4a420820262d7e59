"""What the access matrix walks into: themes of voices."""

from __future__ import annotations

from tests.rooms.voices.ground_objects import GroundObjects


class ThemesObjects(GroundObjects):
    """Makers of this noun."""
