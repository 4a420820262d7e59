"""DV・支援措置: the one place where the flag is set. The journal learns that it was, never for whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.people import policies, queries
from ibasho.town.people.models import Person, Protection, ProtectionCheck
from ibasho.town.people.permissions import Permission

NOUN = "people.Protection"


@transaction.atomic
def protect(
    *, person: Person, by: Actor, at: datetime, starts_on: date | None = None, ends_on: date | None = None
) -> Protection:
    """From the day of application (today unless told), provisionally and at once."""
    policies.require_city(by, Permission.PEOPLE_PROTECT, day=clock.day(at))
    Person.objects.select_for_update().get(pk=person.pk)
    flag = Protection.objects.create(
        person=person,
        starts_on=starts_on or clock.day(at),
        ends_on=ends_on,
        set_at=at,
        set_by_id=policies.person_of(by),
    )
    journal.record("people.protection.set", noun=NOUN, object_id=flag.pk, by=by, at=at)
    return flag


@transaction.atomic
def look(*, person: Person, by: Actor, at: datetime) -> bool:
    """Before a protected person's page is shown: written first, so that what can't be written can't be read.
    True if the person is protected; of anybody else nothing is noted."""
    day = clock.day(at)
    flag = queries.protections(day=day).filter(person=person, starts_on__lte=day).first()
    if flag is None:
        return False
    policies.require_city(by, Permission.PEOPLE_PROTECT, day=day)
    journal.record("people.protection.look", noun=NOUN, object_id=flag.pk, by=by, at=at)
    return True


@transaction.atomic
def look_through(*, by: Actor, at: datetime) -> list[Protection]:
    """Every running flag, noted before it is shown."""
    policies.require_city(by, Permission.PEOPLE_PROTECT, day=clock.day(at))
    rows = list(queries.protections(day=clock.day(at)))
    journal.record(
        "people.protection.look_through", noun=NOUN, object_id="", by=by, at=at, data={"found": len(rows)}
    )
    return rows


@transaction.atomic
def lift(*, protection_id: int, by: Actor, at: datetime) -> Protection:
    """Ends with today: until midnight everything stays hidden."""
    day = clock.day(at)
    policies.require_city(by, Permission.PEOPLE_PROTECT, day=day)
    flag = Protection.objects.select_for_update().get(pk=protection_id)
    flag.ends_on = max(day, flag.starts_on)
    flag.save(update_fields=["ends_on"])
    journal.record("people.protection.lift", noun=NOUN, object_id=flag.pk, by=by, at=at)
    return flag


@transaction.atomic
def seen(*, people: Iterable[int | None], where: str, by: Actor, at: datetime) -> int:
    """Before who works with a protected person is shown their page: one line for each of them, with the page's name
    and without theirs. Returns how many; whether one may see the page was decided by its own room."""
    day = clock.day(at)
    wanted = {one for one in people if one is not None}
    if not wanted:
        return 0
    flags = queries.protections(day=day).filter(person__in=wanted, starts_on__lte=day)
    keys = {flag.person_id: flag.pk for flag in flags}
    for key in sorted(keys.values()):
        journal.record(
            "people.protection.seen", noun=NOUN, object_id=key, by=by, at=at, data={"where": where}
        )
    return len(keys)


@transaction.atomic
def check(*, by: Actor, at: datetime) -> ProtectionCheck:
    """「きょうの 名簿と つき合わせました」: from now on, for a day, papers for many may be made."""
    policies.require_city(by, Permission.PEOPLE_PROTECT, day=clock.day(at))
    row = ProtectionCheck.objects.create(checked_at=at, checked_by_id=policies.person_of(by))
    journal.record("people.protection.check", noun="people.ProtectionCheck", object_id=row.pk, by=by, at=at)
    return row
