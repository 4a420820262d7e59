"""What the access matrix walks into: notices of care."""

from __future__ import annotations

from tests.rooms.care.ground_objects import CareObjects


class NoticesObjects(CareObjects):
    """Makers of this noun."""
