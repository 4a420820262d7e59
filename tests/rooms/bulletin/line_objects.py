"""What the access matrix walks into: line of bulletin."""

from __future__ import annotations

from tests.rooms.bulletin import ground
from tests.rooms.bulletin.ground_objects import BulletinObjects


class BulletinLineObjects(BulletinObjects):
    """Makers of this noun, each named `_bulletin_…`."""

    def _bulletin_notice_out(self) -> dict[str, str]:
        """Sent: the city may tick that its own tool sent it too."""
        return {"public_id": ground.notice(state="sent").public_id}
