"""What the access matrix walks into at the door. All of it is Hana's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ibasho.base.kernel import clock
from ibasho.rooms.openhouse.actions import door_cards, doors, notices
from ibasho.rooms.openhouse.actions.door_cards import Made
from ibasho.town.areas.stages import Stage
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast
from tests.rooms.openhouse import ground


class DoorObjects:
    """Beside `Objects`, which keeps what was made."""

    people: Cast
    _made: dict[str, Any]

    def door_place(self) -> Place:
        """It counts."""
        if "door_place!" not in self._made:
            place = make.place("入口のある場所", organisation=self.people.midori)
            ground.door(place)
            self._made["door_place!"] = place
        return self._made["door_place!"]  # type: ignore[no-any-return]

    def door_sheet(self) -> list[Made]:
        if "door_sheet!" not in self._made:
            at, by = clock.now(), self.people.by(self.people.hana)
            self._made["door_sheet!"] = door_cards.make_sheet(
                place=self.door_place(),
                stage=Stage.UPPER,
                ends_on=clock.day(at) + timedelta(days=30),
                by=by,
                at=at,
            )
        return self._made["door_sheet!"]  # type: ignore[no-any-return]

    def _door_place(self) -> dict[str, Any]:
        return {"public_id": self.door_place().public_id}

    def _door_step(self) -> dict[str, Any]:
        return {**self._door_place(), "step": "open"}

    def _door_device(self) -> dict[str, Any]:
        by = self.people.by(self.people.hana)
        made = doors.register(place=self.door_place(), name="げんかん", by=by, at=clock.now())
        return {"public_id": made.device.public_id}

    def _door_card(self) -> dict[str, Any]:
        return {"public_id": self.door_sheet()[0].card.public_id}

    def _door_notice(self) -> dict[str, Any]:
        """保's."""
        by, number = self.people.by(self.people.hana), self.people.tamotsu.public_id
        one = notices.confirm(card=self.door_sheet()[1].card, number=number, by=by, at=clock.now())
        return {"notice": one.pk, "step": "on"}
