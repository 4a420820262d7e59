"""カケショク as small as it can be: one place of みどり食堂, one space, one published version with three faces a weekday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from ibasho.base.kernel import clock
from ibasho.rooms.openhouse.actions import door_cards as cards
from ibasho.rooms.openhouse.actions.door_cards import Made
from ibasho.rooms.openhouse.models import (
    Alarm,
    Application,
    Booking,
    Disaster,
    Door,
    Equipment,
    Face,
    HelpAsk,
    Incident,
    RuleVersion,
    Space,
    Step,
    Terms,
)
from ibasho.town.areas.stages import Stage
from ibasho.town.people.models import Organisation, Person
from ibasho.town.places.models import Place, Session
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


def door(place: Place, **fields: Any) -> Door:
    """The place counts; twenty people fit in."""
    return Door.objects.create(place=place, **{"is_on": True, "heads_max": 20, **fields})


def study_session(place: Place, day: date = make.TUESDAY, **fields: Any) -> Session:
    """The place is open from half past three to eight on that day."""
    return Session.objects.create(
        place=place, day=day, **{"starts": time(15, 30), "ends": time(20), **fields}
    )


def help_ask(place: Place, at: datetime = make.AT, **fields: Any) -> HelpAsk:
    known = {"day": clock.day(at), "subject": "math", "asked_at": at}
    return HelpAsk.objects.create(place=place, **{**known, **fields})


def incident(place: Place, **fields: Any) -> Incident:
    """A near miss nobody has closed yet."""
    known = {
        "kind": "near_miss", "happened_at": make.AT, "where": "入口の だんさ", "what": "つまずいて ころびかけた",
        "written_at": make.AT,
    }  # fmt: skip
    return Incident.objects.create(place=place, **{**known, **fields})


def alarm(people: Cast, **fields: Any) -> Alarm:
    known = {"kind": "heat", "title": "とても 暑いため", "day": make.TUESDAY, "raised_at": make.AT}
    return Alarm.objects.create(raised_by=people.aoi, **{**known, **fields})


def disaster(people: Cast, title: str = "11月24日の 地震", **fields: Any) -> Disaster:
    return Disaster.objects.create(title=title, began_at=make.AT, began_by=people.aoi, **fields)


def step(one: Application, kind: str, by: Person) -> Step:
    """A look somebody took."""
    state = {"draft": "drafted", "check": "checked", "decide": "approved"}[kind]
    Application.objects.filter(pk=one.pk).update(state=state)
    return Step.objects.create(application=one, kind=kind, at=make.AT, by=by)


def door_cards(place: Place, people: Cast) -> list[Made]:
    """Ten cards for 小学4～6年生, in use until the 年度 ends."""
    by = people.by(people.hana)
    return cards.make_sheet(place=place, stage=Stage.UPPER, ends_on=date(2027, 3, 31), by=by, at=make.AT)


def equipment(room: Space, name: str = "大なべ", count: int = 3) -> Equipment:
    return Equipment.objects.create(space=room, name=name, count=count)


def terms(place: Place, text: str = "火を つかうときは おとなが そばに います") -> Terms:
    return Terms.objects.create(place=place, text=text, written_at=make.AT)
