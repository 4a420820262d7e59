"""カケショク as small as it can be: one place of みどり食堂, one space, one published version with three faces a weekday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from ibasho.base.kernel import clock
from ibasho.rooms.openhouse.models import Application, Booking, Face, RuleVersion, Space
from ibasho.town.people.models import Organisation
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast

FACES = (
    ("groups", "ランチ", time(11, 0), time(14, 0), 1),
    ("drop_in", "自由あけ", time(15, 30), time(17, 15), 2),
    ("study", "自習", time(17, 15), time(20, 0), 2),
)


@dataclass(frozen=True)
class Ground:
    place: Place
    space: Space
    version: RuleVersion


def ground(people: Cast, **place_fields: Any) -> Ground:
    place = make.place("カケショク", organisation=people.midori, **place_fields)
    room = space(place)
    return Ground(place, room, version(room, people))


def space(place: Place, name: str = "ホール", **fields: Any) -> Space:
    return Space.objects.create(
        place=place, name=name, **{"heads_max": 40, "seats": 12, "groups_apply": True, **fields}
    )


def version(room: Space, people: Cast, *, starts_on: date = date(2026, 4, 1), **fields: Any) -> RuleVersion:
    """Published by 葵, Monday to Friday."""
    made = RuleVersion.objects.create(
        space=room, title="R8 本稼働", stage="full", starts_on=starts_on, published_at=make.AT,
        published_by=people.aoi, **fields,
    )  # fmt: skip
    for weekday in range(5):
        for kind, name, starts, ends, adults in FACES:
            Face.objects.create(
                version=made,
                weekday=weekday,
                kind=kind,
                name=name,
                starts=starts,
                ends=ends,
                adults_min=adults,
            )
    return made


def application(room: Space, organisation: Organisation, **fields: Any) -> Application:
    known = {"title": "こども食堂の日", "purpose": "meal", "adults": 5, "children": 20, "applied_at": make.AT}
    return Application.objects.create(space=room, organisation=organisation, **{**known, **fields})


def booking(
    one: Application, day: date, starts: time = time(11), ends: time = time(13), **fields: Any
) -> Booking:
    known = {"held_from": clock.at(day, starts), "held_until": clock.at(day, ends)}
    return Booking.objects.create(
        application=one, space=one.space, day=day, starts=starts, ends=ends, **{**known, **fields}
    )
