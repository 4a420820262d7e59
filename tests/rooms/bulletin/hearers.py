"""Who hears: accounts and addresses with a choice, and entries of the journal about a place."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ibasho.base.journal import actions as journal
from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.bulletin.models import Subscription
from ibasho.town.outbox.actions import addresses
from ibasho.town.outbox.models import Address, Channel
from ibasho.town.people.models import Person
from ibasho.town.places.models import Place
from tests import make

AT = make.AT
PUBLIC = Actor.public()


def address(plain: str = "mori@example.test", **changed: Any) -> Address:
    """A mail address somebody answered from."""
    told = {"channel": Channel.MAIL, "by": PUBLIC, "at": AT, "moment": AT}
    return addresses.keep(plain=plain, **{**told, **changed})


def wants(whose: Person | Address, *places: Place, **chosen: Any) -> Subscription:
    """Everything, or what is chosen."""
    who = {"person": whose} if isinstance(whose, Person) else {"address": whose}
    row = Subscription.objects.create(**who, **chosen, made_at=AT, changed_at=AT)
    row.places.set(places)
    return row


def many(count: int) -> list[Subscription]:
    return [wants(address(f"hito{n}@example.test")) for n in range(count)]


def entry(place: Place, verb: str, by: Actor, at: datetime = AT, **data: Any) -> Entry:
    return journal.record(
        f"places.place.{verb}", noun="places.Place", object_id=place.pk, by=by, at=at, data=data
    )


def closed(place: Place, by: Actor, day: date = make.TUESDAY, at: datetime = AT) -> Entry:
    """A sudden closure, as places writes it."""
    make.closed_days(place, day, sudden=True)
    return entry(place, "close_days", by, at, first=day.isoformat(), last=day.isoformat(), sudden=True)


def reopened(place: Place, by: Actor, day: date = make.TUESDAY) -> Entry:
    place.closed_days.filter(first=day).delete()
    return entry(place, "reopen", by, first=day.isoformat(), last=day.isoformat())
