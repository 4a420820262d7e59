"""A paper for many schools: written once, asked of the board of education, brought to each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.bulletin import policies
from ibasho.rooms.bulletin.actions import codes
from ibasho.rooms.bulletin.models import Delivery, Handout, QrCode, School
from ibasho.rooms.bulletin.rules import handouts as rules
from ibasho.rooms.bulletin.rules import schools as numbers
from ibasho.rooms.bulletin.rules import telling
from ibasho.rooms.bulletin.rules.kinds import Consent, Paper
from ibasho.rooms.bulletin.rules.qr import own_path
from ibasho.town.people.permissions import Permission

NOUN = "bulletin.Handout"


@dataclass(frozen=True, slots=True)
class Words:
    """`words`: for the schools' own mail app. `path`: what the paper's QR opens; empty for the usual page of its kind."""

    title: str
    words: str
    paper: Paper
    hand_on: date
    month: date | None = None
    path: str = ""


@transaction.atomic
def make(
    *, words: Words, schools: Iterable[School], asks_consent: bool = True, by: Actor, at: datetime
) -> Handout:
    """`asks_consent`: the board of education is asked today. Raises Invalid."""
    policies.require(by, Permission.BULLETIN_WRITE, at=at)
    row = Handout(made_at=at, made_by_id=by.person_id)
    _write(row, words)
    row.consent = (Consent.ASKED if asks_consent else Consent.NOT_NEEDED).value
    row.asked_on = clock.day(at) if asks_consent else None
    row.save()
    count = _add(row, schools, by, at)
    record("make", row, by, at, schools=count, asks_consent=asks_consent)
    return row


@transaction.atomic
def change(*, handout: Handout, words: Words, by: Actor, at: datetime) -> Handout:
    """Raises Conflict once a school has it: what it was given stays as it was."""
    row = locked(handout, by, at)
    rules.check_running(row.dropped_on)
    if row.deliveries.filter(handed_on__isnull=False).exists():
        raise Conflict(
            "bulletin.handout_handed", "もう とどけた学校が あるので、ことばは 変えられません。新しい くばりものを 作ってください。"
        )  # fmt: skip
    _write(row, words)
    row.save()
    for one in row.deliveries.select_related("school"):
        one.code = _code(row, one.school, by, at)
        one.save(update_fields=["code"])
    record("change", row, by, at)
    return row


@transaction.atomic
def add_schools(*, handout: Handout, schools: Iterable[School], by: Actor, at: datetime) -> int:
    """How many are new on the list; who stands there stays."""
    row = locked(handout, by, at)
    rules.check_running(row.dropped_on)
    count = _add(row, schools, by, at)
    record("add_schools", row, by, at, schools=count)
    return count


@transaction.atomic
def drop(*, handout: Handout, by: Actor, at: datetime) -> Handout:
    """It is not handed out after all; what a school has, it has. Raises Conflict where it was dropped."""
    row = locked(handout, by, at)
    rules.check_running(row.dropped_on)
    row.dropped_on = clock.day(at)
    row.save(update_fields=["dropped_on"])
    record("drop", row, by, at)
    return row


@transaction.atomic
def restore(*, handout: Handout, by: Actor, at: datetime) -> Handout:
    row = locked(handout, by, at)
    if row.dropped_on is None:
        raise Conflict("bulletin.handout_running", "この くばりものは つづいています。")
    row.dropped_on = None
    row.save(update_fields=["dropped_on"])
    record("restore", row, by, at)
    return row


def locked(handout: Handout, by: Actor, at: datetime) -> Handout:
    """Part of an action on a hand-out: read again under its lock. Raises NotFound."""
    policies.require(by, Permission.BULLETIN_WRITE, at=at)
    row = Handout.objects.select_for_update(of=("self",)).filter(pk=handout.pk).first()
    if row is None:
        raise NotFound("bulletin.handout_unknown", "見つかりません。一覧から えらんでください。")
    return row


def record(verb: str, row: Handout, by: Actor, at: datetime, **data: object) -> None:
    journal.record(f"bulletin.handout.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at, data=data)


def _write(row: Handout, words: Words) -> None:
    known = (str(settings.IBASHO_CITY.get("phone", "")),)
    row.title, row.words = telling.checked(
        refuse_my_number(words.title), refuse_my_number(words.words), known=known
    )
    if words.paper not in rules.FOR_SCHOOLS:
        raise ValueError(f"{words.paper}: no paper for schools")
    row.paper, row.hand_on = words.paper.value, words.hand_on
    row.month = rules.month_of(words.paper, words.month)
    try:
        row.path = own_path(words.path or rules.usual_path(words.paper))
    except Invalid as wrong:
        raise Invalid(wrong.code, wrong.message, fields={"path": wrong.message}) from wrong


def _add(row: Handout, schools: Iterable[School], by: Actor, at: datetime) -> int:
    there = set(row.deliveries.values_list("school_id", flat=True))
    wanted = {one.pk: one for one in schools if one.is_active and one.pk not in there}
    for school in sorted(wanted.values(), key=lambda one: one.pk):
        Delivery.objects.create(
            handout=row, school=school, classes=school.classes, code=_code(row, school, by, at),
            copies=numbers.copies_for(school.classes, school.copies),
        )  # fmt: skip
    return len(wanted)


def _code(row: Handout, school: School, by: Actor, at: datetime) -> QrCode:
    """One QR for this paper at this school: its openings say whether the paper reached the children there."""
    paper = Paper(row.paper)
    return codes.give(
        purpose=rules.purpose_of(paper), paper=paper, path=rules.path_for(row.path, school.district), by=by, at=at,
        district=school.district, school=school, month=row.month,
    )  # fmt: skip
