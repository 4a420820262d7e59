"""What the access matrix walks into: uses of surplus."""

from __future__ import annotations

from typing import Any

from ibasho.base.kernel import clock
from ibasho.rooms.surplus.models import Handover, Share, Use
from tests import make
from tests.rooms.surplus import ground
from tests.rooms.surplus.ground_objects import SurplusObjects


class UsesObjects(SurplusObjects):
    """Makers of this noun."""

    def _surplus_gone(self) -> Share:
        """Handed over to Hana's place, and told of."""
        if "surplus_gone!" not in self._made:
            offer = ground.offer(self.people.midori, name="ねぎ")
            share = ground.proposal(offer, self.surplus().receiver, state="handed")
            Handover.objects.create(share=share, grams=share.grams, handed_at=make.AT, noted_at=make.AT)
            Use.objects.create(
                share=share, day=clock.day(make.AT), grams_used=5_000, meals=30, thanks="おいしかったです",
                told_at=make.AT,
            )  # fmt: skip
            self._made["surplus_gone!"] = share
        return self._made["surplus_gone!"]  # type: ignore[no-any-return]

    def _surplus_handed(self) -> dict[str, Any]:
        return {"public_id": self._surplus_gone().public_id}

    def _surplus_use(self) -> dict[str, Any]:
        return {"public_id": self._surplus_gone().uses.get().public_id}

    def _surplus_kitchen_day(self) -> dict[str, Any]:
        return {**self._surplus_place(), "day": clock.day(make.AT).isoformat()}
