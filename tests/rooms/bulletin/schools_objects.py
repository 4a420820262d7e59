"""What the access matrix walks into: schools of bulletin."""

from __future__ import annotations

from typing import Any

from ibasho.base.kernel import clock
from ibasho.rooms.bulletin.actions import deliveries
from ibasho.rooms.bulletin.models import Delivery
from ibasho.rooms.bulletin.queries.deliveries import LINK
from tests import make
from tests.rooms.bulletin import ground
from tests.rooms.bulletin.ground_objects import BulletinObjects


class BulletinSchoolsObjects(BulletinObjects):
    """Makers of this noun, each named `_bulletin_…`."""

    def _bulletin_school(self) -> dict[str, Any]:
        return {"public_id": self._bulletin_at_school().school.public_id}

    def _bulletin_handout(self) -> dict[str, Any]:
        return {"public_id": self._bulletin_at_school().handout.public_id}

    def _bulletin_delivery(self) -> dict[str, Any]:
        return {"public_id": self._bulletin_at_school().public_id}

    def _bulletin_school_token(self) -> dict[str, Any]:
        found = self._bulletin_at_school()
        deliveries.ensure(found, make.AT)
        return {"token": LINK.token(found)}

    def _bulletin_at_school(self) -> Delivery:
        """Of a paper of today, whatever day it is: its link opens."""
        if "bulletin delivery!" not in self._made:
            self.bulletin()
            day = clock.day(clock.now())
            self._made["bulletin delivery!"] = ground.delivery(
                ground.handout(consent="given", consent_on=day, hand_on=day), ground.school()
            )
        return self._made["bulletin delivery!"]  # type: ignore[no-any-return]
