"""What the access matrix walks into: receivers of surplus."""

from __future__ import annotations

from typing import Any

from ibasho.rooms.surplus.models import Wish
from tests import make
from tests.rooms.surplus import ground
from tests.rooms.surplus.ground_objects import SurplusObjects


class ReceiversObjects(SurplusObjects):
    """Makers of this noun."""

    def _surplus_place_new(self) -> dict[str, Any]:
        """A place of Hana's that takes no food yet."""
        if "surplus_place_new!" not in self._made:
            self._made["surplus_place_new!"] = make.place("みどり第二食堂", organisation=self.people.midori)
        return {"public_id": self._made["surplus_place_new!"].public_id}

    def _surplus_wish(self) -> dict[str, Any]:
        if "surplus_wish!" not in self._made:
            self._made["surplus_wish!"] = Wish.objects.create(
                receiver=self.surplus().receiver,
                food="rice",
                words="お米",
                until=make.MONDAY,
                told_at=ground.AT,
            )
        return {"public_id": self._made["surplus_wish!"].public_id}
