"""Hours and a closed month of Hana's group, for the access matrix."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ibasho.rooms.roster.models import Honorarium, Month
from tests import make

if TYPE_CHECKING:
    from ibasho.rooms.roster.models import Taken
    from tests.people import Cast


class HoursObjects:
    """A part of `tests.objects.Objects`."""

    people: Cast
    _made: dict[str, Any]

    if TYPE_CHECKING:

        def _roster_turn(self) -> Taken: ...

    def _roster_hours(self) -> dict[str, Any]:
        turn = self._roster_turn()
        return {"public_id": turn.shift.roster.place.public_id, "taken": turn.pk}

    def _roster_month(self) -> dict[str, Any]:
        if "roster_month!" not in self._made:
            self._made["roster_month!"] = Month.objects.create(
                organisation=self.people.midori, first=date(2026, 10, 1), state="closed", closed_at=make.AT
            )
        return {"public_id": self._made["roster_month!"].public_id}

    def _roster_line(self) -> dict[str, Any]:
        if "roster_line!" not in self._made:
            month = self._roster_month()
            self._made["roster_line!"] = Honorarium.objects.create(
                month=self._made["roster_month!"], helper=self._roster_turn().helper, pay_kind="paid", pay_way="cash",
                minutes=270, yen_per_hour=1_000, amount_yen=4_500,
            )  # fmt: skip
            return {**month, "line": self._made["roster_line!"].public_id}
        return {**self._roster_month(), "line": self._made["roster_line!"].public_id}
