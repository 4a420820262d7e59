"""The turns, offers and swaps the access matrix walks into: Hana's place."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from ibasho.base.kernel import clock
from ibasho.rooms.roster.models import Offer as RosterOffer
from ibasho.rooms.roster.models import Roster, Swap, Taken
from tests import make
from tests.rooms.roster import ground as roster_ground
from tests.town.places.objects import PlacesObjects


class TurnsObjects(PlacesObjects):
    def _roster_turn(self) -> Taken:
        """In two days, whatever o'clock it is: nobody is asked yet whether they come. Taken by a helper of Hana's; another was
        asked to take over."""
        if "roster_turn!" not in self._made:
            roster, _new = Roster.objects.get_or_create(place=self.place(), defaults={"is_on": True})
            day = clock.day(clock.now()) + timedelta(days=2)
            row = roster_ground.taken(
                roster_ground.shift(roster, day), roster_ground.helper(self.people.midori)
            )
            self._made["roster_turn!"] = row
        return self._made["roster_turn!"]  # type: ignore[no-any-return]

    def _roster_taken(self) -> dict[str, Any]:
        return {"key": self._roster_turn().pk}

    def _roster_place(self) -> dict[str, Any]:
        return {"public_id": self._roster_turn().shift.roster.place.public_id}

    def _roster_pattern(self) -> dict[str, Any]:
        roster = self._roster_turn().shift.roster
        row = roster.patterns.create(weekday=1, starts=time(15, 30), ends=time(20))
        return {**self._roster_place(), "pattern": row.pk}

    def _roster_shift(self) -> dict[str, Any]:
        return {"public_id": self._roster_turn().shift.public_id}

    def _roster_helper(self) -> dict[str, Any]:
        return {"public_id": self._roster_turn().helper.public_id}

    def _roster_offer(self) -> dict[str, Any]:
        turn = self._roster_turn()
        other = roster_ground.helper(self.people.midori, "大石 ひろ")
        return {"key": RosterOffer.objects.create(shift=turn.shift, helper=other, turn=1, sent_at=make.AT).pk}

    def _roster_swap(self) -> dict[str, Any]:
        other = roster_ground.helper(self.people.midori, "杉山 けいこ")
        return {"key": Swap.objects.create(taken=self._roster_turn(), to=other, asked_at=make.AT).pk}
