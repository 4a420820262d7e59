"""A kitchen's month: what was cooked each day, what was given for it and in which lot."""

from __future__ import annotations

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.surplus.models import Handover, KitchenRecord, Use
from ibasho.rooms.surplus.queries.handing import giver_of
from ibasho.rooms.surplus.rules import handing as rules
from ibasho.rooms.surplus.rules.amounts import kg
from ibasho.rooms.surplus.rules.kinds import DateKind
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place


@dataclass(frozen=True, slots=True)
class Donated:
    """One line of what was given: as the 保健所 asks for it."""

    name: str
    amount: str
    lot: str
    expires: str
    temperature: str
    giver: str

    @property
    def told(self) -> str:
        parts = [
            self.name,
            self.amount,
            self.giver,
            f"ロット {self.lot}" if self.lot else "",
            self.expires,
            self.temperature,
        ]
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    record: KitchenRecord | None
    received: tuple[Donated, ...]
    used: tuple[str, ...]


def places(by: Actor, at: datetime) -> list[Place]:
    """Of the groups in which this person may write."""
    groups = people.organisations_of(by, Permission.SURPLUS_HAND, day=clock.day(at))
    gone = (Place.State.ENDED, Place.State.REFUSED)
    return list(Place.objects.filter(organisation__in=groups).exclude(state__in=gone).order_by("name", "pk"))


def recorded() -> list[Place]:
    """Places that take food: whose records the desk may be asked for."""
    return list(Place.objects.filter(surplus_receiver__isnull=False).order_by("name", "pk"))


def month(place: Place, first: date) -> list[Day]:
    """Days of the month with a record, something received or something used; the newest first."""
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return sorted(_days(place, first, last).values(), key=lambda one: one.day, reverse=True)


def day(place: Place, on: date) -> Day:
    return _days(place, on, on).get(on) or Day(on, None, (), ())


def _days(place: Place, first: date, last: date) -> dict[date, Day]:
    records = {one.day: one for one in KitchenRecord.objects.filter(place=place, day__range=(first, last))}
    received, used = _received(place, first, last), _used(place, first, last)
    return {
        on: Day(on, records.get(on), tuple(received.get(on, ())), tuple(used.get(on, ())))
        for on in {*records, *received, *used}
    }


def _received(place: Place, first: date, last: date) -> dict[date, list[Donated]]:
    found: dict[date, list[Donated]] = defaultdict(list)
    begin, end = clock.at(first, time()), clock.at(last, clock.END_OF_DAY)
    rows = Handover.objects.filter(share__receiver__place=place, handed_at__gte=begin, handed_at__lt=end)
    for one in rows.select_related("share__proposal__offer__organisation").order_by("handed_at", "pk"):
        found[clock.day(one.handed_at)].append(donated(one))
    return found


def donated(one: Handover) -> Donated:
    offer = one.share.proposal.offer
    kind = DateKind(offer.date_kind)
    expires = (
        f"{kind.label} {one.expires_on.year}年{one.expires_on.month}月{one.expires_on.day}日"
        if one.expires_on and kind != DateKind.NONE
        else ""
    )
    temperature = "" if one.temperature_tenths is None else rules.degrees(one.temperature_tenths)
    return Donated(offer.name, kg(one.grams), one.lot, expires, temperature, giver_of(offer))


def _used(place: Place, first: date, last: date) -> dict[date, list[str]]:
    found: dict[date, list[str]] = defaultdict(list)
    rows = Use.objects.filter(share__receiver__place=place, day__range=(first, last))
    for one in rows.select_related("share__proposal__offer").order_by("day", "pk"):
        dish = f" → {one.dish}" if one.dish else ""
        found[one.day].append(f"{one.share.proposal.offer.name} {kg(one.grams_used)}{dish}")
    return found
