"""The photo of a story: part of its actions. Drawn anew on arrival, in two sizes; its files go when it goes."""

from __future__ import annotations

from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction

from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.bulletin.models import Story
from ibasho.rooms.bulletin.rules import story_pictures as pictures
from ibasho.town.places.rules import photos


def draw(row: Story, data: bytes) -> None:
    """`data` is the file as it came: nothing of it but the picture is kept. Raises Invalid at `photo`."""
    try:
        drawn = photos.redrawn(data)
    except Invalid as refusal:
        raise Invalid(refusal.code, refusal.message, fields={"photo": refusal.message}) from refusal
    row.photo.save(f"{new_code()}.webp", ContentFile(drawn), save=False)
    row.photo.storage.save(pictures.small_name(str(row.photo.name)), ContentFile(pictures.small(drawn)))


def forget(row: Story) -> None:
    """The row knows it no more; the files go once that is written."""
    if not row.photo:
        return
    stored, name = row.photo.storage, str(row.photo.name)
    row.photo, row.photo_words, row.consent_on, row.nobody_shown = "", "", None, False
    for one in (name, pictures.small_name(name)):
        transaction.on_commit(partial(stored.delete, one))
