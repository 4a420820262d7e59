"""What the access matrix walks into: coverage of care."""

from __future__ import annotations

from tests.rooms.care.ground_objects import CareObjects


class CoverageObjects(CareObjects):
    """Makers of this noun."""
