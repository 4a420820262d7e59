"""What all objects of care hang on."""

from __future__ import annotations

from typing import Any

from tests.people import Cast
from tests.rooms.care import ground


class CareObjects:
    """みどり食堂, one note by Hana taken by Sumi, one referral to Hana's place."""

    people: Cast
    _made: dict[str, Any]

    def care(self) -> ground.Ground:
        if "care!" not in self._made:
            self._made["care!"] = ground.ground(self.people)
        return self._made["care!"]  # type: ignore[no-any-return]

    def _care_matter(self) -> dict[str, Any]:
        return {"public_id": self.care().notice.matter.public_id}

    def _care_referral(self) -> dict[str, Any]:
        return {"public_id": self.care().referral.matter.public_id}
