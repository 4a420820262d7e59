"""What the access matrix walks into: offers of surplus."""

from __future__ import annotations

from tests.rooms.surplus.ground_objects import SurplusObjects


class OffersObjects(SurplusObjects):
    """Makers of this noun."""
