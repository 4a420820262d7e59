"""What the access matrix walks into: sharing of surplus."""

from __future__ import annotations

from typing import Any

from tests.rooms.surplus import ground
from tests.rooms.surplus.ground_objects import SurplusObjects


class SharingObjects(SurplusObjects):
    """Makers of this noun."""

    def _surplus_proposal(self) -> dict[str, Any]:
        """Open, for Hana's place."""
        if "surplus_proposal!" not in self._made:
            found = self.surplus()
            other = ground.offer(self.people.midori, name="かぼちゃ")
            self._made["surplus_proposal!"] = ground.proposal(other, found.receiver).proposal
        return {"public_id": self._made["surplus_proposal!"].public_id}
