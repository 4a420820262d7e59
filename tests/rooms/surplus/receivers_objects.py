"""What the access matrix walks into: receivers of surplus."""

from __future__ import annotations

from tests.rooms.surplus.ground_objects import SurplusObjects


class ReceiversObjects(SurplusObjects):
    """Makers of this noun."""
