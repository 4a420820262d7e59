"""The safety sheet of a place: written, and looked at once a year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.openhouse import policies
from ibasho.rooms.openhouse.models import SafetySheet
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

TOLD = ("aed", "way_out", "meeting_point", "hospital", "duties")


@transaction.atomic
def write(*, place: Place, told: Mapping[str, str], by: Actor, at: datetime) -> SafetySheet:
    """`told` are SafetySheet's fields of `TOLD`. Whoever writes it has looked at it today."""
    policies.require_place(by, Permission.OPENHOUSE_SAFETY, place, at=at)
    unknown = set(told) - set(TOLD)
    if unknown:
        raise ValueError(f"{sorted(unknown)}: not a field of a sheet")
    words = {name: refuse_my_number(" ".join(value.split())) for name, value in told.items()}
    row, _made = SafetySheet.objects.update_or_create(
        place=place, defaults={**words, "checked_on": clock.day(at)}
    )
    _note("write", row, by, at)
    return row


@transaction.atomic
def check(*, place: Place, by: Actor, at: datetime) -> SafetySheet:
    """「きょう 確かめた。同じです」: the yearly look. Raises Conflict where there is nothing to look at."""
    policies.require_place(by, Permission.OPENHOUSE_SAFETY, place, at=at)
    row = SafetySheet.objects.select_for_update().filter(place=place).first()
    if row is None:
        raise Conflict("sheet.none", "まだ 安全シートが ありません。先に 書いてください。")
    row.checked_on = clock.day(at)
    row.save(update_fields=["checked_on"])
    _note("check", row, by, at)
    return row


def _note(verb: str, row: SafetySheet, by: Actor, at: datetime) -> None:
    journal.record(
        f"openhouse.sheet.{verb}", noun="openhouse.SafetySheet", object_id=row.pk, by=by, at=at,
        data={"place": row.place_id},
    )  # fmt: skip
