"""The rules children live by: paces, long holidays, when they are free and when they are home."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.town.areas.models import LongHoliday, StagePace
from ibasho.town.areas.policies import require_manage
from ibasho.town.areas.rules import Pace
from ibasho.town.areas.stages import Stage


@transaction.atomic
def set_pace(*, stage: Stage, pace: Pace, by: Actor, at: datetime) -> StagePace:
    """The city's own pace for one stage of age, with where it comes from."""
    require_manage(by, at)
    row, _ = StagePace.objects.update_or_create(stage=stage.value, defaults=asdict(pace))
    journal.record("areas.pace.set", noun="areas.StagePace", object_id=stage.value, by=by, at=at)
    return row


@transaction.atomic
def set_long_holiday(*, name: str, first: date, last: date, by: Actor, at: datetime) -> LongHoliday:
    """One long school holiday; sessions of rules that depend on it are remade by the nightly job."""
    require_manage(by, at)
    row, _ = LongHoliday.objects.update_or_create(name=name, first=first, defaults={"last": last})
    journal.record("areas.long_holiday.set", noun="areas.LongHoliday", object_id=row.pk, by=by, at=at)
    return row
