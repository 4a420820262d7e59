"""What the access matrix walks into: 実態把握 of network."""

from __future__ import annotations

from typing import Any

from tests.rooms.network import ground
from tests.rooms.network.ground_objects import NetworkObjects


class SheetsObjects(NetworkObjects):
    """One sheet of みどり食堂の会."""

    def _network_sheet(self) -> dict[str, Any]:
        if "network sheet!" not in self._made:
            self._made["network sheet!"] = ground.sheet(self.network().people)
        return {"public_id": self._made["network sheet!"].public_id}
