"""A roster that is on at みどり食堂's カケショク, one session today 15:30–20:00, and three registered helpers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from ibasho.base.kernel import clock
from ibasho.rooms.roster.models import Helper, Roster, Shift, Taken
from ibasho.town.people.models import Organisation
from ibasho.town.places.models import Place, Session
from tests import make
from tests.people import Cast


@dataclass(frozen=True)
class Ground:
    place: Place
    session: Session
    roster: Roster
    helpers: tuple[Helper, Helper, Helper]


def ground(people: Cast, *, day: date = make.TUESDAY, **roster_fields: Any) -> Ground:
    place = make.place("カケショク", organisation=people.midori)
    session = Session.objects.create(
        place=place, day=day, starts=time(15, 30), ends=time(20, 0), by_hand=True
    )
    roster = Roster.objects.create(place=place, **{"is_on": True, **roster_fields})
    names = ("山口 みのる", "杉山 けいこ", "大石 ひろ")
    made = tuple(helper(people.midori, name) for name in names)
    return Ground(place, session, roster, (made[0], made[1], made[2]))


def helper(organisation: Organisation, name: str = "山口 みのる", **fields: Any) -> Helper:
    """An adult, registered, paid in cash."""
    known: dict[str, Any] = {
        "call_name": name.split()[-1], "age_band": "adult", "pay_kind": "paid", "state": "registered",
        "applied_at": make.AT, "applied_via": "page", "registered_on": date(2026, 4, 1),
    }  # fmt: skip
    return Helper.objects.create(organisation=organisation, name=name, **{**known, **fields})


def shift(
    roster: Roster,
    day: date = make.TUESDAY,
    starts: time = time(15, 30),
    ends: time = time(20, 0),
    **fields: Any,
) -> Shift:
    return Shift.objects.create(roster=roster, day=day, starts=starts, ends=ends, **{"wanted": 2, **fields})


def taken(shift: Shift, helper: Helper, slot: int = 1, **fields: Any) -> Taken:
    known: dict[str, Any] = {
        "held_from": clock.at(shift.day, shift.starts), "held_until": clock.at(shift.day, shift.ends),
        "way": "staff", "taken_at": make.AT,
    }  # fmt: skip
    return Taken.objects.create(shift=shift, helper=helper, slot=slot, **{**known, **fields})
