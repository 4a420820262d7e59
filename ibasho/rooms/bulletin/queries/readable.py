"""Notices that were sent and stories that are shown; for whoever looks for words nobody can read."""

from __future__ import annotations

from collections.abc import Iterator

from ibasho.rooms.bulletin.models import Notice, Story
from ibasho.rooms.bulletin.rules.kinds import NoticeState, StoryState


def texts() -> Iterator[str]:
    sent = Notice.objects.filter(state__in=(NoticeState.SENDING.value, NoticeState.SENT.value))
    for pair in sent.values_list("title", "words"):
        yield from pair
    for told in Story.objects.filter(state=StoryState.SHOWN.value).values_list(
        "title", "words", "photo_words"
    ):
        yield from told
