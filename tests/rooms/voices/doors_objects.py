"""What the access matrix walks into: doors of voices."""

from __future__ import annotations

from typing import Any

from ibasho.rooms.voices.actions import doors
from tests import make
from tests.rooms.voices import ground
from tests.rooms.voices.ground_objects import GroundObjects


class DoorsObjects(GroundObjects):
    """A stall at Hana's place, and a class that was given its link."""

    def _voice_stall(self) -> dict[str, Any]:
        if "voice_stall!" not in self._made:
            place = make.place("みどり食堂の 出店", organisation=self.people.midori)
            self._made["voice_stall!"] = ground.door(
                self.voices().hearing,
                channel="stall",
                name="けっトラ市の テント",
                place=place,
                made_by=self.people.hana,
            )
        return {"public_id": self._made["voice_stall!"].public_id}

    def _voice_class(self) -> dict[str, Any]:
        if "voice_class!" not in self._made:
            school = self.voices().school
            doors.give_link(door=school, by=self.people.by(self.people.aoi), at=make.AT)
            self._made["voice_class!"] = school
        return {"public_id": self._made["voice_class!"].public_id}
