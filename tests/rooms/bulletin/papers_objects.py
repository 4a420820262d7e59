"""What the access matrix walks into: papers of bulletin."""

from __future__ import annotations

from tests.rooms.bulletin.ground_objects import BulletinObjects


class BulletinPapersObjects(BulletinObjects):
    """Makers of this noun, each named `_bulletin_…`."""
