"""How old the last good backup is."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from ibasho.base.backups.actions import NOUN
from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock

OLD_AFTER = timedelta(hours=25)  # one a day, and an hour in which tonight's is being taken


def last(deed: str) -> datetime | None:
    """When `take`, `verify`, `drill` or `restore` ended well the last time."""
    found = (
        Entry.objects.filter(noun=NOUN, object_id=deed).order_by("-pk").values_list("at", flat=True).first()
    )
    return clock.jst(found) if found else None


def is_overdue(at: datetime) -> bool:
    """Whether somebody has to look: a city's copy without a good backup of the last day. A demo needs none."""
    if settings.MODE != "production":
        return False
    taken = last("take")
    return taken is None or at - taken > OLD_AFTER
