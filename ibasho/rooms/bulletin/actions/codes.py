"""QR codes on paper: given, counted by the day, taken down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.bulletin import policies
from ibasho.rooms.bulletin.models import QrCode, QrOpens, School
from ibasho.rooms.bulletin.rules import qr as rules
from ibasho.rooms.bulletin.rules.kinds import Paper, Purpose
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

NOUN = "bulletin.QrCode"
FOR_EVERYBODY = frozenset({Paper.HOW})  # the public prints it itself
OF_GROUPS = frozenset({Paper.STORY})  # a group's own paper without a place


@transaction.atomic
def give(
    *, purpose: Purpose, paper: Paper, path: str, by: Actor, at: datetime, district: str = "",
    school: School | None = None, place: Place | None = None, month: date | None = None, hangs: str = "",
) -> QrCode:  # fmt: skip
    """The code of this paper there: the same again gives the same row, also one that was taken down and is printed anew.
    Raises Invalid `bulletin.qr_path` where `path` is no public page of this site, NotFound for who may not print it."""
    _require(paper, place, by, at)
    told = {
        "purpose": purpose.value, "paper": paper.value, "path": rules.own_path(path), "district": district,
        "school": school, "place": place, "month": month.replace(day=1) if month else None, "hangs": refuse_my_number(hangs.strip()),
    }  # fmt: skip
    fresh = QrCode(**told, made_at=at, made_by_id=by.person_id)
    QrCode.objects.bulk_create([fresh], ignore_conflicts=True)
    row = QrCode.objects.select_for_update(of=("self",)).get(**_same(told))
    if row.code == fresh.code or row.retired_at:
        row.retired_at = row.retired_by = None
        row.save(update_fields=["retired_at", "retired_by"])
        _note("bulletin.code.give", row, by, at)
    return row


def _same(told: Mapping[str, object]) -> dict[str, object]:
    return {
        f"{name}__isnull" if value is None else name: value is None or value for name, value in told.items()
    }


def _require(paper: Paper, place: Place | None, by: Actor, at: datetime) -> None:
    if paper in FOR_EVERYBODY or policies.may(by, Permission.BULLETIN_READ, at=at):
        return
    if place is None and paper in OF_GROUPS:
        policies.require(by, Permission.BULLETIN_OWN, at=at)
    else:
        policies.require_of(by, Permission.BULLETIN_OWN, place.organisation_id if place else None, at=at)


def count(*, row: QrCode, day: date, by: Actor) -> None:
    """One more opening of that day, by the public. It takes no moment and writes no journal, for both would keep the hour."""
    where = {"qr": row, "day": day}
    QrOpens.objects.bulk_create([QrOpens(**where)], ignore_conflicts=True)
    QrOpens.objects.filter(**where).update(times=F("times") + 1)


@transaction.atomic
def retire(*, row: QrCode, by: Actor, at: datetime) -> QrCode:
    """The paper is down: who scans it still finds today's page, and it is counted no more. Raises Conflict where it is."""
    locked = _lock(row, by, at)
    if locked.retired_at:
        raise Conflict("bulletin.code_retired", "この QRは もう「はがした」に なっています。")
    locked.retired_at, locked.retired_by_id = at, by.person_id
    locked.save(update_fields=["retired_at", "retired_by"])
    _note("bulletin.code.retire", locked, by, at)
    return locked


@transaction.atomic
def restore(*, row: QrCode, by: Actor, at: datetime) -> QrCode:
    """It hangs after all. Raises Conflict where it was never taken down."""
    locked = _lock(row, by, at)
    if not locked.retired_at:
        raise Conflict("bulletin.code_live", "この QRは いま 使われています。")
    locked.retired_at = locked.retired_by = None
    locked.save(update_fields=["retired_at", "retired_by"])
    _note("bulletin.code.restore", locked, by, at)
    return locked


def _lock(row: QrCode, by: Actor, at: datetime) -> QrCode:
    policies.require(by, Permission.BULLETIN_WRITE, at=at)
    return QrCode.objects.select_for_update(of=("self",)).get(pk=row.pk)


def _note(verb: str, row: QrCode, by: Actor, at: datetime) -> None:
    data = {"purpose": row.purpose, "paper": row.paper, "path": row.path, "district": row.district}
    journal.record(verb, noun=NOUN, object_id=row.pk, by=by, at=at, data=data)
