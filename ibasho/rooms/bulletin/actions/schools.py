"""Schools: their contact, their classes, their tablets. Contacts are written and read by the city alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.bulletin import policies
from ibasho.rooms.bulletin.models import School
from ibasho.rooms.bulletin.rules import school_rows
from ibasho.rooms.bulletin.rules import schools as rules
from ibasho.town.areas import queries as areas
from ibasho.town.people.permissions import Permission

NOUN = "bulletin.School"
FIELDS = frozenset(
    {"name", "kana", "kind", "district", "contact", "phone", "email", "classes", "copies", "mail_app", "note"}
)
ABOUT_CONTACT = frozenset({"contact", "phone", "email", "classes", "copies"})


@transaction.atomic
def add(*, words: Mapping[str, Any], by: Actor, at: datetime) -> School:
    """`words`: School's fields of `FIELDS`. Raises Invalid, Conflict for a name that is there."""
    policies.require(by, Permission.BULLETIN_WRITE, at=at)
    school = _made(_checked(words), by, at)
    _note("add", school, by, at)
    return school


@transaction.atomic
def change(*, school: School, words: Mapping[str, Any], by: Actor, at: datetime) -> School:
    """Raises Invalid, Conflict. Whoever changes contact or classes has confirmed them for this 年度."""
    row = _locked(school, by, at)
    told = _checked(words)
    _check_name(told.get("name", row.name), row.pk)
    changed = _write(row, told, by, at)
    if set(changed) & ABOUT_CONTACT:
        row.checked_on = clock.day(at)
    row.save()
    _note("change", row, by, at, fields=changed)
    return row


@transaction.atomic
def confirm(*, school: School, by: Actor, at: datetime) -> School:
    """Contact and classes were asked and are right as they stand."""
    row = _locked(school, by, at)
    row.checked_on = clock.day(at)
    _save(row, by, at, "checked_on")
    _note("confirm", row, by, at)
    return row


@transaction.atomic
def close(*, school: School, by: Actor, at: datetime) -> School:
    """It has closed or merged: nothing more is brought there. What it got stays. Raises Conflict where it is closed."""
    row = _locked(school, by, at)
    if not row.is_active:
        raise Conflict("bulletin.school_closed", "この学校は もう「おわり」に なっています。")
    row.is_active = False
    _save(row, by, at, "is_active")
    _note("close", row, by, at)
    return row


@transaction.atomic
def reopen(*, school: School, by: Actor, at: datetime) -> School:
    """It was a mistake. Raises Conflict where it goes on."""
    row = _locked(school, by, at)
    if row.is_active:
        raise Conflict("bulletin.school_open", "この学校は つづいています。")
    row.is_active = True
    _save(row, by, at, "is_active")
    _note("reopen", row, by, at)
    return row


@transaction.atomic
def bookmark(*, school: School, on: date | None, by: Actor, at: datetime) -> School:
    """The day our page came onto the tablets; None takes it back. Raises Invalid for a day ahead."""
    row = _locked(school, by, at)
    if on is not None and on > clock.day(at):
        words = "まだ 来ていない日です。日を たしかめてください。"
        raise Invalid("bulletin.tablet_day", words, fields={"on": words})
    row.tablet_on = on
    _save(row, by, at, "tablet_on")
    _note("bookmark", row, by, at, there=on is not None)
    return row


@transaction.atomic
def take_over(*, by: Actor, at: datetime) -> list[School]:
    """The school of every 小学校区 that holds today and is not on the list yet."""
    policies.require(by, Permission.BULLETIN_WRITE, at=at)
    names = set(School.objects.values_list("name", flat=True))
    made = []
    for one in areas.named_districts(clock.day(at)):
        name = one.school.strip()[:60]
        if name and name not in names:
            names.add(name)
            made.append(_made({"name": name, "kind": "primary", "district": one.code}, by, at))
    for school in made:
        _note("take_over", school, by, at)
    return made


@transaction.atomic
def take_in(*, lines: Iterable[school_rows.Told], by: Actor, at: datetime) -> tuple[int, int]:
    """(new, changed) schools of a table. One that is known by its name keeps what the table does not speak of."""
    policies.require(by, Permission.BULLETIN_WRITE, at=at)
    told = {one.name: one for one in lines}
    known = {one.name: one for one in School.objects.select_for_update().filter(name__in=told).order_by("pk")}
    new = changed = 0
    for name, one in told.items():
        row = known.get(name)
        if row is None:
            _note("add", _made({**_checked(one.words), "checked_on": clock.day(at)}, by, at), by, at)
            new += 1
        elif fields := _write(row, _checked(one.words), by, at):
            row.checked_on = clock.day(at)
            row.save()
            _note("change", row, by, at, fields=fields)
            changed += 1
    return new, changed


def _made(told: Mapping[str, Any], by: Actor, at: datetime) -> School:
    _check_name(told["name"], None)
    fresh = School(**told, changed_at=at, changed_by_id=by.person_id)
    School.objects.bulk_create([fresh], ignore_conflicts=True)
    row = School.objects.filter(public_id=fresh.public_id).first()
    if row is None:
        raise _taken()
    return row


def _write(row: School, told: Mapping[str, Any], by: Actor, at: datetime) -> list[str]:
    """Which fields changed, by name."""
    changed = sorted(name for name, value in told.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, told[name])
    row.changed_at, row.changed_by_id = at, by.person_id
    return changed


def _checked(words: Mapping[str, Any]) -> dict[str, Any]:
    if set(words) - FIELDS:
        raise ValueError(f"{set(words) - FIELDS}: not fields of a school")
    told: dict[str, Any] = {
        name: refuse_my_number(value.strip()) if isinstance(value, str) else value
        for name, value in words.items()
    }
    rules.check_numbers(told.get("classes", 0), told.get("copies", 0))
    return told


def _check_name(name: str, own: int | None) -> None:
    same = School.objects.filter(name=name)
    if (same if own is None else same.exclude(pk=own)).exists():
        raise _taken()


def _taken() -> Conflict:
    words = "おなじ名前の 学校が もう あります。一覧から その学校を ひらいて 直してください。"
    return Conflict("bulletin.school_name", words, fields={"name": words})


def _locked(school: School, by: Actor, at: datetime) -> School:
    policies.require(by, Permission.BULLETIN_WRITE, at=at)
    row = School.objects.select_for_update(of=("self",)).filter(pk=school.pk).first()
    if row is None:
        raise NotFound("bulletin.school_unknown", "見つかりません。一覧から えらんでください。")
    return row


def _save(row: School, by: Actor, at: datetime, *fields: str) -> None:
    row.changed_at, row.changed_by_id = at, by.person_id
    row.save(update_fields=[*fields, "changed_at", "changed_by"])


def _note(verb: str, row: School, by: Actor, at: datetime, **data: object) -> None:
    journal.record(f"bulletin.school.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at, data=data)
