"""What the access matrix walks into: notices of bulletin."""

from __future__ import annotations

from typing import Any

from ibasho.rooms.bulletin.models import Broadcast, Notice
from tests.rooms.bulletin import ground
from tests.rooms.bulletin.ground_objects import BulletinObjects


class BulletinNoticesObjects(BulletinObjects):
    """Makers of this noun, each named `_bulletin_…`."""

    def _bulletin_notice(self) -> dict[str, Any]:
        if "bulletin_notice!" not in self._made:
            self._made["bulletin_notice!"] = ground.notice()
        return {"public_id": self._made["bulletin_notice!"].public_id}

    def _bulletin_notice_out(self) -> dict[str, Any]:
        if "bulletin_notice_out!" not in self._made:
            self._made["bulletin_notice_out!"] = out()
        return {"public_id": self._made["bulletin_notice_out!"].public_id}

    def _bulletin_notice_verb(self) -> dict[str, Any]:
        return {**self._bulletin_notice(), "verb": "send"}


def out(**changed: Any) -> Notice:
    """One that was sent."""
    row = ground.notice(**{"state": "sent", **changed})
    Broadcast.objects.create(
        notice=row, title=row.title, words=row.words, started_at=ground.AT, ended_at=ground.AT, told=12
    )
    return row
