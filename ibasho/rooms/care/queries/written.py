"""The words of one note, once its key is given (actions.matters.open_matter). Nothing here asks who may."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from ibasho.rooms.care.models import Notice
from ibasho.rooms.care.queries import words
from ibasho.rooms.care.rules.kinds import Sign

_KNOWN = {one.value: one for one in Sign}


@dataclass(frozen=True, slots=True)
class Written:
    """`place` and `organisation` are public ids, "" where none was told; `when` and `spot` the writer's own words;
    `danger`: they ticked 「いま あぶない」."""

    signs: tuple[Sign, ...]
    place: str
    organisation: str
    when: str
    spot: str
    child: str
    words: str
    danger: bool


def of(notice: Notice, key: bytes) -> Written:
    """Raises Invalid (`sealed`) where a column was changed or stands in another row."""
    signs: list[str] = json.loads(_opened(notice.sealed_signs, "signs", notice, key) or "[]")
    where: dict[str, Any] = json.loads(_opened(notice.sealed_where, "where", notice, key) or "{}")
    told = {name: str(where.get(name) or "") for name in ("place", "organisation", "when", "spot")}
    return Written(
        signs=tuple(_KNOWN.get(one, Sign.OTHER) for one in signs),
        child=_opened(notice.sealed_child, "child", notice, key),
        words=_opened(notice.sealed_words, "words", notice, key),
        danger=where.get("danger") is True,
        **told,
    )


def _opened(sealed: bytes | memoryview | None, column: str, notice: Notice, key: bytes) -> str:
    return words.opened(sealed, key=key, column=f"care.notice.{column}", row=notice.matter.public_id)
