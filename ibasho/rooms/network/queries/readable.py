"""What supporters and the notice board say to everybody; for whoever looks for words nobody can read."""

from __future__ import annotations

from collections.abc import Iterator

from ibasho.rooms.network.models import Notice, Supporter
from ibasho.rooms.network.rules.kinds import NoticeState


def texts() -> Iterator[str]:
    yield from Supporter.objects.filter(shown_at__isnull=False).values_list("words", flat=True)
    told = Notice.objects.filter(state=NoticeState.OPEN.value)
    for words in told.values_list("title", "words", "amount_words", "where_words"):
        yield from words
