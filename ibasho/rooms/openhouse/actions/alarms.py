"""Warnings and heat: one tap closes the places of an area for a day, one tap opens exactly those again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.template.loader import render_to_string

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.openhouse import policies
from ibasho.rooms.openhouse.models import Alarm, AlarmClosure
from ibasho.rooms.openhouse.queries import alarms as queries
from ibasho.rooms.openhouse.rules import alarms as rules
from ibasho.rooms.openhouse.rules.kinds import AlarmKind
from ibasho.town.outbox import actions as outbox
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places.actions import openings
from ibasho.town.places.models import Place


@transaction.atomic
def sound(
    *, kind: AlarmKind, title: str, codes: Collection[str], day: date, by: Actor, at: datetime
) -> Alarm:
    """Closes every place `queries.touched` names. Raises Conflict `alarm.nothing` where none would be open."""
    policies.require_city(by, Permission.OPENHOUSE_ALARM, at=at)
    rules.check_day(day, clock.day(at))
    told = rules.title(kind, title)
    places = _lock(codes, day, at)
    if not places:
        raise Conflict(
            "alarm.nothing",
            "お休みにする場所が ありません。もう お休みになっているか、その日に あく場所が ありません。日と 場所を たしかめてください。",
        )
    alarm = Alarm.objects.create(
        kind=kind, title=told, district_codes=sorted(codes), day=day, raised_at=at,
        raised_by_id=people.person_of(by),
    )  # fmt: skip
    for place in places:
        closed = openings.close_days(place=place, first=day, last=day, reason=told, sudden=True, by=by, at=at)
        AlarmClosure.objects.create(alarm=alarm, closed_days=closed)
    _note("sound", alarm, len(places), by, at)
    _tell("sounded", alarm, places, by, at)
    return alarm


@transaction.atomic
def lift(*, alarm: Alarm, by: Actor, at: datetime) -> int:
    """Opens those places again which the alarm closed and nobody has opened since. Returns how many."""
    policies.require_city(by, Permission.OPENHOUSE_ALARM, at=at)
    locked = Alarm.objects.select_for_update().get(pk=alarm.pk)
    if locked.lifted_at is not None:
        raise Conflict("alarm.lifted_already", "もう といてあります。")
    closures = locked.closures.select_related("closed_days__place__organisation").order_by(
        "closed_days__place"
    )
    places = []
    for closure in list(closures):
        places.append(closure.closed_days.place)
        openings.reopen(closed=closure.closed_days, by=by, at=at)
    locked.lifted_at, locked.lifted_by_id = at, people.person_of(by)
    locked.save(update_fields=["lifted_at", "lifted_by"])
    _note("lift", locked, len(places), by, at)
    _tell("lifted", locked, places, by, at)
    return len(places)


def _lock(codes: Collection[str], day: date, at: datetime) -> list[Place]:
    """Locked in the order of their keys, and asked again: two who tap at once close each place once."""
    keys = list(queries.touched(codes, day, at).values_list("pk", flat=True))
    locked = Place.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys)
    list(locked.order_by("pk"))
    return list(queries.touched(codes, day, at).filter(pk__in=keys))


def _note(verb: str, alarm: Alarm, places: int, by: Actor, at: datetime) -> None:
    journal.record(
        f"openhouse.alarm.{verb}", noun="openhouse.Alarm", object_id=alarm.pk, by=by, at=at,
        data={"kind": alarm.kind, "day": alarm.day.isoformat(), "places": places, "districts": alarm.district_codes},
    )  # fmt: skip


def _tell(news: str, alarm: Alarm, places: Sequence[Place], by: Actor, at: datetime) -> None:
    """One mail to each lead, with the names of their own places."""
    own: dict[int, list[Place]] = {}
    for place in places:
        if place.organisation_id is not None:
            own.setdefault(place.organisation_id, []).append(place)
    for organisation_id, theirs in own.items():
        context = {"alarm": alarm, "places": theirs, "news": news}
        body = render_to_string("openhouse/safety/mail/alarm.txt", context)
        for person in queries.leads([organisation_id], clock.day(at)):
            outbox.send(
                to=person, event_key=f"openhouse.alarm:{alarm.public_id}:{news}:{organisation_id}",
                subject=_SUBJECTS[news], body=body, urgent=True, by=by, at=at,
            )  # fmt: skip


_SUBJECTS = {
    "sounded": "お休みになりました（市からの お知らせ）",
    "lifted": "お休みが とけました（市からの お知らせ）",
}
