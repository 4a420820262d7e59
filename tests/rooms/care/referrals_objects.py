"""What the access matrix walks into: referrals of care."""

from __future__ import annotations

from typing import Any

from ibasho.town.areas.models import SchoolDistrict
from tests import make
from tests.rooms.care.ground_objects import CareObjects

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[138.1, 34.1], [138.2, 34.1], [138.2, 34.2], [138.1, 34.2], [138.1, 34.1]]],
}


class ReferralsObjects(CareObjects):
    """Makers of this noun."""

    def _care_referral_map(self) -> dict[str, Any]:
        """A 小学校区 with a shape, so that there is something to press on."""
        if not SchoolDistrict.objects.filter(geometry__isnull=False).exists():
            make.district("M90", "地図", "ちず", geometry=SQUARE)
        return {}
