"""The rules children live by: paces, long holidays, when they are free and when they are home."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, time

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.town.areas.models import FreeTime, HomeTime, LongHoliday, StagePace
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


@transaction.atomic
def set_home_time(
    *, stage: Stage, by_month: Mapping[int, time], source: str, by: Actor, at: datetime
) -> list[HomeTime]:
    """By when a stage is home in these months (1–12), with where it comes from; other months stay as they are."""
    require_manage(by, at)
    if stage is Stage.ADULT or not by_month or not set(by_month) <= set(range(1, 13)):
        raise Invalid(
            "areas.home_time",
            "帰宅時刻は こどもの年代の 1月から12月に きめます。年代と月を たしかめてください。",
        )
    rows = [
        HomeTime.objects.update_or_create(
            stage=stage.value, month=month, defaults={"home_by": home_by, "source": source}
        )[0]
        for month, home_by in sorted(by_month.items())
    ]
    journal.record(
        "areas.home_time.set", noun="areas.HomeTime", object_id=stage.value, by=by, at=at,
        data={str(month): home_by.isoformat("minutes") for month, home_by in sorted(by_month.items())},
    )  # fmt: skip
    return rows


@transaction.atomic
def set_free_time(
    *, stage: Stage, school_day_from: time, other_day_from: time, source: str, by: Actor, at: datetime
) -> FreeTime:
    """From when a stage of children is free on school days and on others, with where it comes from."""
    require_manage(by, at)
    if stage is Stage.ADULT:
        raise Invalid(
            "areas.free_time", "自由になる時刻は こどもの年代に きめます。年代を えらび直してください。"
        )
    row, _ = FreeTime.objects.update_or_create(
        stage=stage.value,
        defaults={"school_day_from": school_day_from, "other_day_from": other_day_from, "source": source},
    )
    journal.record("areas.free_time.set", noun="areas.FreeTime", object_id=stage.value, by=by, at=at)
    return row
