"""What the access matrix walks into: sharing of surplus."""

from __future__ import annotations

from tests.rooms.surplus.ground_objects import SurplusObjects


class SharingObjects(SurplusObjects):
    """Makers of this noun."""
