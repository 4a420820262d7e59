"""What the access matrix walks into: notes of care."""

from __future__ import annotations

from tests.rooms.care.ground_objects import CareObjects


class NotesObjects(CareObjects):
    """Makers of this noun."""
