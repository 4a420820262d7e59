"""実態把握: one hearing of a group, typed in, changed until the 年度 ends, its 課題 tagged."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.base.kernel.nendo import nendo
from ibasho.rooms.network import policies
from ibasho.rooms.network.models import Sheet, SheetIssue
from ibasho.rooms.network.rules import sheet as rules
from ibasho.rooms.network.rules.sheet import Filled
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission

NOUN = "network.Sheet"


@transaction.atomic
def write(*, organisation: Organisation, filled: Filled, by: Actor, at: datetime) -> Sheet:
    policies.require(by, Permission.NETWORK_WRITE, at=at)
    filled = rules.checked(filled, rules.newest(), clock.day(at))
    row = Sheet.objects.create(
        organisation=organisation, nendo=nendo(filled.on), on=filled.on, how=filled.how.value,
        spoke_with=filled.spoke_with, version=rules.newest(), answers=dict(filled.answers), written_at=at,
        written_by_id=people.person_of(by),
    )  # fmt: skip
    _tag(row, filled)
    _note("write", row, by, at)
    return row


@transaction.atomic
def change(*, sheet: Sheet, filled: Filled, by: Actor, at: datetime) -> Sheet:
    """By the questions it was asked by. Raises Conflict once its 年度 is over, Invalid where the new day lies in another one."""
    row = _again(sheet, by, at)
    rules.check_open(row.on, clock.day(at))
    filled = rules.checked(filled, row.version, clock.day(at))
    rules.check_open(filled.on, clock.day(at))
    row.on, row.nendo, row.how = filled.on, nendo(filled.on), filled.how.value
    row.spoke_with, row.answers = filled.spoke_with, dict(filled.answers)
    row.save()
    row.issues.all().delete()
    _tag(row, filled)
    _note("change", row, by, at)
    return row


@transaction.atomic
def drop(*, sheet: Sheet, by: Actor, at: datetime) -> None:
    """The wrong group was typed in: within a day."""
    row = _again(sheet, by, at)
    if at > row.written_at + timedelta(hours=rules.DROPPED_WITHIN_HOURS):
        raise Conflict(
            "network.sheet_kept",
            "書いてから 1日 たったので 消せません。まちがいは「なおす」で 直してください。",
        )
    _note("drop", row, by, at)
    row.delete()


def _again(sheet: Sheet, by: Actor, at: datetime) -> Sheet:
    policies.require(by, Permission.NETWORK_WRITE, at=at)
    row = Sheet.objects.select_for_update().filter(pk=sheet.pk).first()
    if row is None:
        raise Conflict("network.sheet_gone", "ほかの人が 消しました。ページを 開きなおしてください。")
    return row


def _tag(row: Sheet, filled: Filled) -> None:
    SheetIssue.objects.bulk_create(
        SheetIssue(sheet=row, code=code, words=words) for code, words in filled.issues.items()
    )


def _note(verb: str, row: Sheet, by: Actor, at: datetime) -> None:
    data = {
        "organisation": row.organisation_id, "nendo": row.nendo, "issues": sorted(row.issues.values_list("code", flat=True))
    }  # fmt: skip
    journal.record(f"network.sheet.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at, data=data)
