"""What the access matrix walks into: stories of bulletin."""

from __future__ import annotations

from typing import Any

from tests import make
from tests.rooms.bulletin import stories_ground
from tests.rooms.bulletin.ground_objects import BulletinObjects


class BulletinStoriesObjects(BulletinObjects):
    """Makers of this noun, each named `_bulletin_…`."""

    def _bulletin_story(self) -> dict[str, Any]:
        if "bulletin_story!" not in self._made:
            town = self.bulletin()
            self._made["bulletin_story!"] = stories_ground.sent(town)
        return {"public_id": self._made["bulletin_story!"].public_id}

    def _bulletin_story_withdraw(self) -> dict[str, Any]:
        return {**self._bulletin_story(), "verb": "withdraw"}

    def _bulletin_story_shown(self) -> dict[str, Any]:
        if "bulletin_story_shown!" not in self._made:
            town = self.bulletin()
            self._made["bulletin_story_shown!"] = stories_ground.shown(town)
        return {"public_id": self._made["bulletin_story_shown!"].public_id}

    def _bulletin_district(self) -> dict[str, Any]:
        if "bulletin_district!" not in self._made:
            self._made["bulletin_district!"] = make.district("M09", "谷川", "たにがわ")
        return {"district": self._made["bulletin_district!"].code}

    def _bulletin_audience(self) -> dict[str, Any]:
        return {"audience": "child"}
