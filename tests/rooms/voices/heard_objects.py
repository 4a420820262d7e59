"""What the access matrix walks into: heard of voices, and the centre's inbox below it."""

from __future__ import annotations

from typing import Any

from ibasho.base.kernel.actor import Actor
from ibasho.rooms.voices.models import Outreach
from ibasho.town.concerns.actions import concerns
from ibasho.town.concerns.rules.kinds import Kind, Source
from tests import make
from tests.rooms.voices import ground
from tests.rooms.voices.ground_objects import GroundObjects


class HeardObjects(GroundObjects):
    """Makers of this noun."""

    def _voice_outreach(self) -> dict[str, Any]:
        made = self.voices()
        row = Outreach.objects.create(
            hearing=made.hearing, district_code="M01", stage="upper", words="虹橋小の 校門", on=ground.DAY,
            planned_by=self.people.aoi,
        )  # fmt: skip
        return {"outreach_id": row.pk}

    def _voice_wish(self) -> dict[str, Any]:
        self.voices()
        return {"wish": "table_tennis"}

    def _concern(self) -> dict[str, Any]:
        row = concerns.hand_over(
            Kind.DANGER, source=Source.VOICES, payload={"words": "いえに かえりたくない"}, place=None,
            by=Actor.public(), at=make.AT,
        )  # fmt: skip
        return {"public_id": row.public_id}
