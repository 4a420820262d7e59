"""The one way to the words of a matter: may this person, is it written down, then the key."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.care import policies
from ibasho.rooms.care.models import Matter
from ibasho.rooms.care.queries import words

NOUN = "care.Matter"


@transaction.atomic
def open_matter(*, matter: Matter, by: Actor, at: datetime) -> bytes:
    """The key of the matter's words, once the entry that they were read stands: who cannot write it reads nothing.

    Raises NotFound for who is not assigned (and has not broken the glass), Conflict where the words are forgotten."""
    row = Matter.objects.select_for_update().get(pk=matter.pk)
    policies.require_read(by, row, at=at)
    key = words.key_of(row)
    note("read", row, by, at)
    return key


def note(verb: str, row: Matter, by: Actor, at: datetime, **data: str | int) -> None:
    """Which matter and who; never a word, a place or a sign: what the journal holds, more people may read."""
    journal.record(f"care.matter.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at, data=dict(data))
