"""The A4 poster of a story: photo, words with furigana, one QR."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict
from ibasho.base.ports import pdf
from ibasho.base.ui.furigana import pieces
from ibasho.rooms.bulletin.models import Story
from ibasho.rooms.bulletin.queries import codes
from ibasho.rooms.bulletin.queries import stories as queries
from ibasho.rooms.bulletin.rules.kinds import StoryState
from ibasho.rooms.bulletin.rules.story_pictures import for_paper


def poster(row: Story, *, at: datetime) -> bytes:
    """Raises Conflict for one that is not shown, Invalid for a letter no font has."""
    code = queries.code_of(row)
    if row.state != StoryState.SHOWN or code is None:
        raise Conflict(
            "bulletin.story_not_shown", "まだ のっていません。市が のせてから ポスターに できます。"
        )
    place = queries.public_place(row)
    data: dict[str, Any] = {
        "title": row.title, "day": clock.day(at).isoformat(), "heading": pieces(row.title),
        "words": [pieces(line) for line in row.words.splitlines() if line.strip()], "photo": bool(row.photo),
        "photo-words": row.photo_words, "when": pieces(f"{row.happened_on.month}月{row.happened_on.day}日"),
        "where": [(place.name, place.kana or None)] if place else [], "who": row.organisation.name,
        "call": pieces("もっと 見る"), "alt": "おたよりの ページを ひらく QRコード", "site": codes.typed(code),
        "city": str(settings.IBASHO_CITY["name"]),
    }  # fmt: skip
    files = {"page.svg": codes.svg(code)}
    if row.photo:
        with row.photo.open("rb") as file:
            files["photo.jpg"] = for_paper(file.read())
    return pdf.render("bulletin/pdf/story.typ", data, files=files)
