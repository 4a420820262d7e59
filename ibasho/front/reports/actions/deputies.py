"""代決: who decides while somebody is away. A record to look up; it gives no permission of its own."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.front.reports import policies
from ibasho.front.reports.models import Deputy
from ibasho.front.reports.rules import handing
from ibasho.front.reports.rules.handing import Away
from ibasho.town.people import policies as people
from ibasho.town.people.models import Person

NOUN = "reports.Deputy"


@transaction.atomic
def name(*, person: Person, deputy: Person, away: Away, by: Actor, at: datetime) -> Deputy:
    """For oneself, or the city for anybody. Raises Invalid; Conflict where those days have a deputy already."""
    policies.require_handover(by, person.pk, at=at)
    told = away.checked(person=person.pk, deputy=deputy.pk)
    row = Deputy(
        person=person, deputy=deputy, starts_on=told.starts_on, ends_on=told.ends_on, words=told.words, made_at=at,
        made_by_id=people.person_of(by),
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twice:
        raise handing.overlaps() from twice
    _note("name", row, by, at)
    return row


@transaction.atomic
def end(*, deputy: Deputy, by: Actor, at: datetime) -> Deputy:
    """Somebody is back sooner: today is the last day."""
    row = _own(deputy, by, at)
    handing.check_end(row.starts_on, row.ends_on, clock.day(at))
    row.ends_on = clock.day(at)
    row.save(update_fields=["ends_on"])
    _note("end", row, by, at)
    return row


@transaction.atomic
def drop(*, deputy: Deputy, by: Actor, at: datetime) -> None:
    """One that has not begun."""
    row = _own(deputy, by, at)
    handing.check_drop(row.starts_on, clock.day(at))
    _note("drop", row, by, at)
    row.delete()


def _own(deputy: Deputy, by: Actor, at: datetime) -> Deputy:
    policies.require_handover(by, deputy.person_id, at=at)
    row = Deputy.objects.select_for_update().filter(pk=deputy.pk).first()
    if row is None:
        raise NotFound("reports.deputy_gone", "この 代決は もう ありません。一覧を 開きなおしてください。")
    return row


def _note(verb: str, row: Deputy, by: Actor, at: datetime) -> None:
    data = {
        "person": row.person_id,
        "deputy": row.deputy_id,
        "starts_on": str(row.starts_on),
        "ends_on": str(row.ends_on),
    }
    journal.record(f"reports.deputy.{verb}", noun=NOUN, object_id=row.public_id, by=by, at=at, data=data)
