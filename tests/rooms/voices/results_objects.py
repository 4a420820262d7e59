"""What the access matrix walks into: results of voices."""

from __future__ import annotations

from typing import Any

from ibasho.rooms.voices.models import Release
from tests import make
from tests.rooms.voices.ground_objects import GroundObjects


class ResultsObjects(GroundObjects):
    """Makers of this noun."""

    def _voice_release(self) -> dict[str, Any]:
        """Published long ago, empty: the page shows that there was one."""
        hearing = self.voices().hearing
        if "voice release" not in self._made:
            self._made["voice release"] = Release.objects.create(
                hearing=hearing, kind="tables", state="released", body={"tables": [], "after": 0}, people=12,
                asked_by=self.people.aoi, settled_by=self.people.fumi, released_on=make.TUESDAY,
            )  # fmt: skip
        return {"public_id": hearing.public_id, "release_id": self._made["voice release"].public_id}
