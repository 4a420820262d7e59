"""What the access matrix walks into: carrying of surplus."""

from __future__ import annotations

from tests.rooms.surplus.ground_objects import SurplusObjects


class CarryingObjects(SurplusObjects):
    """Makers of this noun."""
