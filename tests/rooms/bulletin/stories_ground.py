"""Stories of みどり食堂, in each state."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from PIL import Image

from ibasho.base.kernel import clock
from ibasho.rooms.bulletin.actions import stories
from ibasho.rooms.bulletin.models import Story
from ibasho.rooms.bulletin.queries import stories as queries
from ibasho.rooms.bulletin.rules.stories import Told
from ibasho.town.areas.models import SchoolDistrict
from tests import make
from tests.rooms.bulletin.ground import AT, Ground

WORDS = Told("いもほりを しました", "さつまいもを 30本 ほりました。", clock.day(AT))
WITH_PHOTO = Told(WORDS.title, WORDS.words, WORDS.happened_on, "さつまいもを もつ手", nobody_shown=True)
GPS, MAKER = 0x8825, 0x010F


def photo(side: int = 900) -> bytes:
    """A JPEG as a phone makes it: it says where it was taken and by what."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[MAKER] = "SecretPhone"
    exif.get_ifd(GPS)[1] = "N"
    Image.new("RGB", (side, side // 2), "orange").save(out, "JPEG", exif=exif)
    return out.getvalue()


def draft(
    town: Ground, told: Told = WORDS, *, picture: bytes | None = None, at: datetime = AT, **of: Any
) -> Story:
    """Written by 花."""
    by = town.people.by(town.people.hana)
    given = {"place": town.place, **of}
    return stories.write(organisation=town.people.midori, told=told, photo=picture, **given, by=by, at=at)


def sent(town: Ground, told: Told = WITH_PHOTO, *, picture: bytes | None = None, **of: Any) -> Story:
    """With a photo unless `told` says none."""
    drawn = picture or (photo() if told.photo_words else None)
    row = draft(town, told, picture=drawn, **of)
    return stories.send(story=row, by=town.people.by(town.people.hana), at=AT)


def shown(town: Ground, told: Told = WITH_PHOTO, **of: Any) -> Story:
    """Looked at by 葵."""
    row = sent(town, told, **of)
    return stories.show(story=row, seen=queries.mark(row), by=town.people.by(town.people.aoi), at=AT)


def district() -> SchoolDistrict:
    """虹橋, made once."""
    return SchoolDistrict.objects.filter(code="M01").first() or make.district()
