"""What is aimed at by the end of a 年度, for the whole area; a place is given no targets."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.base.kernel.nendo import nendo as nendo_of
from ibasho.front.reports import policies
from ibasho.front.reports.models import Indicator, Target
from ibasho.front.reports.rules import defining
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission


@transaction.atomic
def aim(*, indicator: Indicator, nendo: int, value: float, words: str, by: Actor, at: datetime) -> Target:
    """Sets or changes it. A 年度 that is over may be given the target it had (taken over from a paper), once. Raises
    Invalid for a value that cannot be, Conflict where the 年度 is over and its target stands."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    row = Target.objects.filter(indicator=indicator, nendo=nendo).first()
    defining.check_target(value, nendo, this=nendo_of(clock.day(at)), is_set=row is not None)
    before = row.value if row else None
    row = row or Target(indicator=indicator, nendo=nendo)
    row.value, row.words = value, defining.tidy_target(words)
    row.set_at, row.set_by_id = at, people.person_of(by)
    row.save()
    _note("aim", row, before, by, at)
    return row


@transaction.atomic
def unaim(*, indicator: Indicator, nendo: int, by: Actor, at: datetime) -> None:
    """Raises NotFound where there is none, Conflict where the 年度 is over."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    row = Target.objects.select_for_update().filter(indicator=indicator, nendo=nendo).first()
    if row is None:
        raise NotFound("reports.target_gone", "この 年度の 目標は ありません。画面を 開きなおしてください。")
    defining.check_open(nendo, this=nendo_of(clock.day(at)))
    _note("unaim", row, row.value, by, at)
    row.delete()


def _note(verb: str, target: Target, before: float | None, by: Actor, at: datetime) -> None:
    journal.record(
        f"reports.target.{verb}", noun="reports.Target", object_id=target.pk, by=by, at=at, why=target.words,
        data={
            "indicator": target.indicator.code, "nendo": target.nendo, "before": before,
            "value": target.value if verb == "aim" else None,
        },
    )  # fmt: skip
