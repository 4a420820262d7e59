"""The result of a rehearsed year, taken in as a file and taken away again. Nothing of it touches the city's own figures."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.front.reports import policies
from ibasho.front.reports.models import Rehearsal
from ibasho.front.reports.rules import rehearsal as rules
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

NOUN = "reports.Rehearsal"
TITLE_MAX = 120


@transaction.atomic
def take_in(*, text: str, by: Actor, at: datetime) -> Rehearsal:
    """Once by what is in it: the same file again gives the row that is there. Raises Invalid saying what is wrong."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    read = rules.read(text)
    tidy = rules.write(read)
    row, fresh = Rehearsal.objects.get_or_create(
        digest=hashlib.sha256(tidy.encode()).hexdigest(),
        defaults={
            "title": refuse_my_number(read.title.strip())[:TITLE_MAX], "result": json.loads(tidy), "ran_on": read.ran_on,
            "loaded_at": at, "loaded_by_id": people.person_of(by),
        },
    )  # fmt: skip
    if fresh:
        journal.record(
            "reports.rehearsal.take_in", noun=NOUN, object_id=row.public_id, by=by, at=at,
            data={"nendo": read.nendo, "seed": read.seed, "actions": read.actions},
        )  # fmt: skip
    return row


@transaction.atomic
def drop(*, rehearsal: Rehearsal, by: Actor, at: datetime) -> None:
    """It goes whole; the file can be taken in again. Raises NotFound where a colleague was first."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    row = Rehearsal.objects.select_for_update(of=("self",)).filter(pk=rehearsal.pk).first()
    if row is None:
        raise NotFound(
            "reports.rehearsal_gone", "この予行演習は もう ありません。一覧を 開きなおしてください。"
        )
    journal.record("reports.rehearsal.drop", noun=NOUN, object_id=row.public_id, by=by, at=at)
    row.delete()
