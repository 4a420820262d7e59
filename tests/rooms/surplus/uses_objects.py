"""What the access matrix walks into: uses of surplus."""

from __future__ import annotations

from tests.rooms.surplus.ground_objects import SurplusObjects


class UsesObjects(SurplusObjects):
    """Makers of this noun."""
