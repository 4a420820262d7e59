"""Answers, voices and what was counted go five years after the end of their 年度, pictures thirty days after they were taken
down. What was asked, published, decided and done stays: it is the city's record, and nobody who answered is in it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock, nendo
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.models import Answer, Done, Opinion, Tally
from ibasho.town.people.permissions import Permission

KEPT_YEARS = 5
PHOTO_DAYS = 30  # so long a picture that was taken down can be put back


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> int:
    """How many answers, voices, counted lines and pictures went."""
    policies.require(by, Permission.VOICES_MANAGE, at=at)
    today = clock.day(at)
    oldest = nendo.first_day(nendo.nendo(today) - KEPT_YEARS)
    old = {
        "voices": Opinion.objects.filter(day__lt=oldest),
        "answers": Answer.objects.filter(day__lt=oldest),
        "tallies": Tally.objects.filter(day__lt=oldest),
    }
    counts = {name: rows.count() for name, rows in old.items()}
    for rows in old.values():
        rows.delete()
    counts["photos"] = _forget_photos(today)
    if any(counts.values()):
        journal.record(
            "voices.answer.forget", noun="voices.Answer", object_id="all", by=by, at=at, data=counts
        )
    return sum(counts.values())


def _forget_photos(today: date) -> int:
    """It may have been taken down for a child who is in it. The words stay, and can be put back without the picture."""
    down = Done.objects.filter(dropped_on__lt=today - timedelta(days=PHOTO_DAYS)).exclude(photo="")
    rows = list(down.select_for_update().order_by("pk"))
    for row in rows:
        files, name = row.photo.storage, str(row.photo.name)
        row.photo, row.photo_alt = "", ""
        row.save(update_fields=["photo", "photo_alt"])
        transaction.on_commit(lambda files=files, name=name: files.delete(name))  # type: ignore[misc]
    return len(rows)
