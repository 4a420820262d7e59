"""4月の 手順: a step that somebody says is done, and taken back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.front.reports import policies
from ibasho.front.reports.models import AprilTick
from ibasho.front.reports.rules import april as rules
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

NOUN = "reports.AprilTick"


@transaction.atomic
def tick(*, nendo: int, step: str, note: str = "", by: Actor, at: datetime) -> AprilTick:
    """Done, says somebody; again with another note replaces it. Raises Invalid for a 年度 far off or an unknown step."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    rules.check_nendo(nendo, clock.day(at))
    code = rules.check_step(step).code
    words = refuse_my_number(" ".join(note.split()))
    if len(words) > rules.NOTE_MAX:
        raise Invalid("reports.april_note", f"ひとことは {rules.NOTE_MAX}文字までで 書いてください。")
    told = {"note": words, "ticked_at": at, "ticked_by_id": people.person_of(by)}
    row, _made = AprilTick.objects.update_or_create(nendo=nendo, step=code, defaults=told)
    _note("tick", nendo, code, by, at)
    return row


@transaction.atomic
def untick(*, nendo: int, step: str, by: Actor, at: datetime) -> None:
    """Raises Conflict where it is not ticked."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    code = rules.check_step(step).code
    gone, _each = AprilTick.objects.filter(nendo=nendo, step=code).delete()
    rules.check_untick(bool(gone))
    _note("untick", nendo, code, by, at)


def _note(verb: str, nendo: int, code: str, by: Actor, at: datetime) -> None:
    data = {"nendo": nendo, "step": code}
    journal.record(f"reports.april.{verb}", noun=NOUN, object_id=f"{nendo}-{code}", by=by, at=at, data=data)
