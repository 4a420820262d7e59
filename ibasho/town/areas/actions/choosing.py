"""Which of several files of one kind is in use: the undo of a file that was taken in by mistake."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.town.areas.actions.people import use_population
from ibasho.town.areas.models import BusTimetable, Population, StreetNetwork
from ibasho.town.areas.policies import require_manage
from ibasho.town.areas.rules.kinds import FileKind

_TABLES: dict[FileKind, type[StreetNetwork] | type[BusTimetable]] = {
    FileKind.STREETS: StreetNetwork,
    FileKind.BUS: BusTimetable,
}


@transaction.atomic
def use(*, kind: FileKind, key: int, by: Actor, at: datetime) -> None:
    """This file from now on, the one in use before no longer."""
    require_manage(by, at)
    if kind in {FileKind.MESH, FileKind.SMALL_AREAS}:
        use_population(public_id=_population(key), by=by, at=at)
        return
    table = _TABLES.get(kind)
    if table is None or key not in _keys(table):
        raise _gone()
    table._default_manager.filter(current=True).update(current=False)
    table._default_manager.filter(pk=key).update(current=True)
    journal.record("areas.version.use", noun=f"areas.{table.__name__}", object_id=key, by=by, at=at)


def _population(key: int) -> str:
    found = Population.objects.filter(pk=key).values_list("public_id", flat=True).first()
    if found is None:
        raise _gone()
    return found


def _keys(table: type[StreetNetwork] | type[BusTimetable]) -> set[int]:
    """All of them, locked; their packed bytes are not read."""
    return set(table._default_manager.select_for_update().order_by("pk").values_list("pk", flat=True))


def _gone() -> NotFound:
    return NotFound("areas.no_version", _("この資料は 見つかりません。一覧から もう一度 えらんでください。"))
