"""Dishes and thanks that were looked at; for whoever looks for words nobody can read."""

from __future__ import annotations

from collections.abc import Iterator

from ibasho.rooms.surplus.models import Use
from ibasho.rooms.surplus.rules.kinds import WordsState


def texts() -> Iterator[str]:
    for told in Use.objects.filter(thanks_state=WordsState.SHOWN.value).values_list("dish", "thanks"):
        yield from told
