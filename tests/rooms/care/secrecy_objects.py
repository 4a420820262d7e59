"""What the access matrix walks into: secrecy of care."""

from __future__ import annotations

from tests.rooms.care.ground_objects import CareObjects


class SecrecyObjects(CareObjects):
    """Makers of this noun."""
