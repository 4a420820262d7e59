"""What the access matrix walks into: referrals of care."""

from __future__ import annotations

from tests.rooms.care.ground_objects import CareObjects


class ReferralsObjects(CareObjects):
    """Makers of this noun."""
