"""What the access matrix walks into: schools of bulletin."""

from __future__ import annotations

from tests.rooms.bulletin.ground_objects import BulletinObjects


class BulletinSchoolsObjects(BulletinObjects):
    """Makers of this noun, each named `_bulletin_…`."""
