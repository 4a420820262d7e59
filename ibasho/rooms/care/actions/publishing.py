"""What the city published of a year before this system: kept as told. Nothing is worked out of it, 内訳なし stays 内訳なし."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.care import policies
from ibasho.rooms.care.models import PublishedShare, PublishedYear
from ibasho.rooms.care.rules import publishing as rules
from ibasho.town.people.permissions import Permission
from ibasho.town.places.policies import is_server


@transaction.atomic
def publish(
    *, nendo: int, total: int, shares: Mapping[str, int | None], source_name: str, source_url: str = "", by: Actor,
    at: datetime,
) -> PublishedYear:  # fmt: skip
    """`shares`: per mille by category; None (or left out): named without a share. In place of what was told of the 年度
    before. The centre's lead, or the server with the city's own files. Raises Invalid."""
    if not is_server(by):
        policies.require(by, Permission.CARE_LEAD, at=at)
    source = refuse_my_number(" ".join(source_name.split()))
    told = rules.checked(nendo=nendo, total=total, shares=shares, source=source, today=clock.day(at))
    told_of = {
        "total": total, "source_name": source, "source_url": source_url, "noted_at": at, "noted_by_id": by.person_id,
    }  # fmt: skip
    row, _new = PublishedYear.objects.select_for_update().update_or_create(nendo=nendo, defaults=told_of)
    row.shares.all().delete()
    PublishedShare.objects.bulk_create(
        PublishedShare(year=row, category=code, position=position, per_mille=share)
        for position, (code, share) in enumerate(told, start=1)
    )
    _note("publish", row, by, at, total=total, shares=[list(one) for one in told])
    return row


@transaction.atomic
def remove(*, year: PublishedYear, by: Actor, at: datetime) -> None:
    """Typed under a wrong 年度. What stood there is in the journal: it was public."""
    policies.require(by, Permission.CARE_LEAD, at=at)
    row = PublishedYear.objects.select_for_update().filter(pk=year.pk).first()
    if row is None:
        return
    _note("unpublish", row, by, at, total=row.total)
    row.delete()


def _note(verb: str, row: PublishedYear, by: Actor, at: datetime, **data: object) -> None:
    journal.record(
        f"care.published.{verb}", noun="care.PublishedYear", object_id=row.pk, by=by, at=at,
        data={"nendo": row.nendo, **data},
    )  # fmt: skip
