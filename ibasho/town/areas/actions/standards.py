"""Taking a setting of the city back: the default holds again. A long holiday that was wrong goes."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.town.areas.models import FreeTime, HomeTime, LongHoliday, StagePace
from ibasho.town.areas.policies import require_manage
from ibasho.town.areas.stages import Stage


class Setting(StrEnum):
    """What the city may set for a stage of age."""

    PACE = "pace"
    HOME = "home"
    FREE = "free"


_TABLES: dict[Setting, type[StagePace] | type[HomeTime] | type[FreeTime]] = {
    Setting.PACE: StagePace,
    Setting.HOME: HomeTime,
    Setting.FREE: FreeTime,
}


@transaction.atomic
def back_to_standard(*, setting: Setting, stage: Stage, by: Actor, at: datetime) -> bool:
    """The city's own value for this stage goes. False where it had set none: then nothing happens."""
    require_manage(by, at)
    table = _TABLES[setting]
    if not table._default_manager.filter(stage=stage.value).delete()[0]:
        return False
    journal.record(
        f"areas.{setting.value}.standard", noun=f"areas.{table.__name__}", object_id=stage.value, by=by, at=at
    )
    return True


@transaction.atomic
def drop_long_holiday(*, key: int, by: Actor, at: datetime) -> str:
    """Its name, for the message. Sessions of rules that depend on it are remade by the nightly job."""
    require_manage(by, at)
    row = LongHoliday.objects.select_for_update().filter(pk=key).first()
    if row is None:
        raise NotFound("areas.no_holiday", "この休みは もう ありません。一覧を 見なおしてください。")
    journal.record(
        "areas.long_holiday.drop", noun="areas.LongHoliday", object_id=row.pk, by=by, at=at,
        data={"name": row.name, "first": row.first.isoformat(), "last": row.last.isoformat()},
    )  # fmt: skip
    row.delete()
    return row.name
