"""A hole and whom to ask, as staff see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.roster import policies
from ibasho.rooms.roster.models import Helper, Offer, Shift, Taken
from ibasho.rooms.roster.queries import able, free_shifts
from ibasho.rooms.roster.rules.kinds import TakenState
from ibasho.rooms.roster.rules.offering import Ranked
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Hole:
    """`there` have taken it; `missing` slots are free; `sent` in the order of asking; `next` may still be asked, first to last."""

    shift: Shift
    there: Sequence[Taken]
    missing: int
    over: bool
    sent: Sequence[Offer]
    next: Sequence[tuple[Helper, Ranked]]

    @property
    def helpers(self) -> list[Helper]:
        """Everybody whose name the page shows."""
        known = [one.helper for one in self.there] + [one.helper for one in self.sent]
        return known + [who for who, _why in self.next]


def own_shift(by: Actor, public_id: str, at: datetime) -> Shift:
    """Raises NotFound unless the actor manages this roster."""
    found = Shift.objects.filter(public_id=public_id).select_related("roster__place__organisation").first()
    if found is None:
        raise NotFound("roster.shift_unknown", "この枠は ありません。名簿から えらんでください。")
    policies.require_place(by, Permission.ROSTER_MANAGE, found.roster.place, at=at)
    return found


def holes(by: Actor, at: datetime) -> list[tuple[Shift, int]]:
    """Shifts of the coming fortnight with a free slot in the rosters the actor manages, and how many are missing."""
    theirs = people.organisations_of(by, Permission.ROSTER_MANAGE, day=clock.day(at))
    rows = free_shifts.holes(theirs, at).filter(day__lte=clock.day(at) + AHEAD)
    return [(one, one.wanted - one.held) for one in rows if clock.at(one.day, one.ends) > at]


def own_turn(by: Actor, key: int, at: datetime) -> Taken:
    """Raises NotFound unless the actor manages this roster."""
    found = (
        Taken.objects.filter(pk=key).select_related("helper", "shift__roster__place__organisation").first()
    )
    if found is None:
        raise NotFound("roster.turn_unknown", "この番は ありません。名簿から えらんでください。")
    policies.require_place(by, Permission.ROSTER_MANAGE, found.shift.roster.place, at=at)
    return found


def hole(shift: Shift, at: datetime) -> Hole:
    over = shift.cancelled_at is not None or clock.at(shift.day, shift.ends) <= at
    there = list(shift.taken.filter(state=TakenState.TAKEN).select_related("helper").order_by("slot"))
    missing = max(0, shift.wanted - len(there))
    sent = list(shift.offers.select_related("helper").order_by("turn", "pk"))
    asked = {one.helper_id for one in sent}
    left = [] if over or not missing else [one for one in able.ranked(shift, at) if one[0].pk not in asked]
    return Hole(shift, there, missing, over, sent, left)
