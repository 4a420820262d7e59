"""What the access matrix walks into: readings of bulletin."""

from __future__ import annotations

from tests.rooms.bulletin.ground_objects import BulletinObjects


class BulletinReadingsObjects(BulletinObjects):
    """Makers of this noun, each named `_bulletin_…`."""
