"""What the access matrix walks into: consultations of care."""

from __future__ import annotations

from tests.rooms.care.ground_objects import CareObjects


class ConsultationsObjects(CareObjects):
    """Makers of this noun."""
