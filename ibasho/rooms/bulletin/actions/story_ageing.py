"""What becomes of stories with time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.bulletin import policies
from ibasho.rooms.bulletin.actions import story_photos
from ibasho.rooms.bulletin.models import Story
from ibasho.rooms.bulletin.rules.kinds import StoryState

KEPT = timedelta(days=365)
UNSHOWN = (StoryState.DRAFT.value, StoryState.RETURNED.value)


@transaction.atomic
def forget_photos(*, by: Actor, at: datetime) -> int:
    """The files of what was withdrawn. Gives how many."""
    policies.require_server(by)
    rows = Story.objects.filter(state=StoryState.WITHDRAWN).exclude(photo="")
    return sum(_without_photo(row, by, at) for row in rows.select_for_update().order_by("pk"))


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> int:
    """A year after it was withdrawn, or a draft nobody touched for a year: with its photo. Gives how many."""
    policies.require_server(by)
    over = Story.objects.filter(changed_at__lt=at - KEPT, state__in=(*UNSHOWN, StoryState.WITHDRAWN.value))
    rows = list(over.select_for_update().order_by("pk"))
    for row in rows:
        story_photos.forget(row)
        _note("forget", row, by, at)
        row.delete()
    return len(rows)


def _without_photo(row: Story, by: Actor, at: datetime) -> int:
    story_photos.forget(row)
    row.save(update_fields=["photo", "photo_words", "consent_on", "nobody_shown"])
    _note("forget_photo", row, by, at)
    return 1


def _note(verb: str, row: Story, by: Actor, at: datetime) -> None:
    noun, data = "bulletin.Story", {"state": row.state}
    journal.record(f"bulletin.story.{verb}", noun=noun, object_id=row.public_id, by=by, at=at, data=data)
