"""What all objects of surplus hang on."""

from __future__ import annotations

from typing import Any

from tests.people import Cast
from tests.rooms.surplus import ground


class SurplusObjects:
    """みどり食堂 takes food; an open offer of its own group."""

    people: Cast
    _made: dict[str, Any]

    def surplus(self) -> ground.Ground:
        if "surplus!" not in self._made:
            self._made["surplus!"] = ground.ground(self.people)
        return self._made["surplus!"]  # type: ignore[no-any-return]

    def _surplus_offer(self) -> dict[str, Any]:
        return {"public_id": self.surplus().offer.public_id}

    def _surplus_place(self) -> dict[str, Any]:
        return {"public_id": self.surplus().place.public_id}

    def _surplus_share(self) -> dict[str, Any]:
        """Of another offer, agreed, for Hana's place."""
        if "surplus_share!" not in self._made:
            found = self.surplus()
            other = ground.offer(self.people.midori, name="にんじん")
            self._made["surplus_share!"] = ground.proposal(other, found.receiver, state="agreed")
        return {"public_id": self._made["surplus_share!"].public_id}
