"""What the access matrix walks into: notices of bulletin."""

from __future__ import annotations

from tests.rooms.bulletin.ground_objects import BulletinObjects


class BulletinNoticesObjects(BulletinObjects):
    """Makers of this noun, each named `_bulletin_…`."""
