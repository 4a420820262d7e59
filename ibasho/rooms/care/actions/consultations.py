"""相談を数える: one consultation by one press, a month by its totals. Nothing is changed in place: dropped, and noted anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import groupby

from django.db import connection, transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.care import policies
from ibasho.rooms.care.models import Consultation
from ibasho.rooms.care.queries import consultations as queries
from ibasho.rooms.care.rules import consultations as rules
from ibasho.rooms.care.rules.consultations import Line
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

NOUN = "care.Consultation"
_MONTHS_LOCK = 8_405  # who writes months' totals waits for who is writing them


@transaction.atomic
def note(
    *, on: date, channel: str, category: str, count: int = 1, firsts: int = 0, by: Actor, at: datetime
) -> Consultation:
    """One day's. Raises Invalid, NotFound for everybody outside the centre."""
    policies.require(by, Permission.CARE_HANDLE, at=at)
    line = Line(on, channel, category, count, firsts)
    rules.check(line, clock.day(at))
    made = _row(line, by, at)
    made.save(force_insert=True)
    _note("note", made, by, at)
    return made


@transaction.atomic
def drop(*, consultation: Consultation, by: Actor, at: datetime) -> Consultation:
    """Not counted any more; the row stays. Once is enough."""
    row = _lock(consultation, by, at)
    if row.dropped_at is None:
        row.dropped_at, row.dropped_by_id = at, by.person_id
        row.save(update_fields=["dropped_at", "dropped_by"])
        _note("drop", row, by, at)
    return row


@transaction.atomic
def restore(*, consultation: Consultation, by: Actor, at: datetime) -> Consultation:
    """Raises Conflict for a month's total: a newer one stands in its place."""
    row = _lock(consultation, by, at)
    if row.whole_month:
        raise Conflict("consultation.total", "月の まとめは もどせません。まとめを もう一度 入れてください。")
    if row.dropped_at is not None:
        row.dropped_at, row.dropped_by = None, None
        row.save(update_fields=["dropped_at", "dropped_by"])
        _note("restore", row, by, at)
    return row


@transaction.atomic
def change(
    *, consultation: Consultation, on: date, channel: str, category: str, count: int, firsts: int, by: Actor, at: datetime
) -> Consultation:  # fmt: skip
    """The old one is dropped, the new one noted. Raises Conflict where a colleague dropped it first."""
    row = _lock(consultation, by, at)
    if row.dropped_at is not None or row.whole_month:
        raise Conflict("consultation.gone", "この行は もう とりけしてあります。一覧を 見なおしてください。")
    drop(consultation=row, by=by, at=at)
    return note(on=on, channel=channel, category=category, count=count, firsts=firsts, by=by, at=at)


@transaction.atomic
def total_months(*, months: Iterable[date], lines: Sequence[Line], by: Actor, at: datetime) -> list[date]:
    """The totals of these months, in place of those before; months that say the same stay untouched. Gives the changed
    ones. A month without lines was counted and had none. Raises Invalid."""
    policies.require(by, Permission.CARE_HANDLE, at=at)
    wanted = sorted(set(months))
    rules.check_months(lines, wanted, clock.day(at))
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_MONTHS_LOCK])
    given = {month: list(of) for month, of in groupby(sorted(lines, key=_by_month), key=_by_month)}
    standing = queries.totals_of(wanted)
    changed = [month for month in wanted if set(given.get(month, [])) != set(standing.get(month, []))]
    for month in changed:
        _replace(month, given.get(month, []), by, at)
    return changed


def _replace(month: date, lines: Sequence[Line], by: Actor, at: datetime) -> None:
    old = Consultation.objects.filter(on=month, whole_month=True, dropped_at=None)
    old.update(dropped_at=at, dropped_by=people.person_of(by))
    Consultation.objects.bulk_create([_row(one, by, at) for one in lines])
    journal.record("care.consultation.total", noun=NOUN, object_id=month.isoformat(), by=by, at=at, data={})


def _by_month(line: Line) -> date:
    return line.on


def _row(line: Line, by: Actor, at: datetime) -> Consultation:
    return Consultation(
        on=line.on, whole_month=line.whole_month, channel=line.channel, category=line.category, count=line.count,
        firsts=line.firsts, noted_at=at, noted_by_id=people.person_of(by),
    )  # fmt: skip


def _lock(consultation: Consultation, by: Actor, at: datetime) -> Consultation:
    policies.require(by, Permission.CARE_HANDLE, at=at)
    return Consultation.objects.select_for_update().get(pk=consultation.pk)


def _note(verb: str, row: Consultation, by: Actor, at: datetime) -> None:
    """Which row and who; never the kind nor how many: the journal is read outside the centre."""
    journal.record(f"care.consultation.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at, data={})
