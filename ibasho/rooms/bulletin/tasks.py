"""Jobs of bulletin, by the clock and by news of the journal. One section per noun."""

from __future__ import annotations

from procrastinate.contrib.django import app as jobs

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.ports.by_clock import by_clock
from ibasho.base.ports.reader import reader
from ibasho.base.ui import texts
from ibasho.rooms.bulletin.actions import (
    announcing,
    broadcasting,
    codes_ageing,
    line,
    line_links,
    notices_ageing,
    readings,
    schools_ageing,
    story_ageing,
    subscriptions,
)
from ibasho.rooms.bulletin.queries import notices

# --- readings ---


@by_clock("bulletin.read_words", "*/10 * * * *")
def read_words(timestamp: int) -> None:
    """Words on children's pages that no list knows: the dictionary reads them in their sentences."""
    _read("bulletin.read_words")


@jobs.task(name="bulletin.read_news", pass_context=False)
def read_news(entry_id: int, object_id: str) -> None:
    """The same at once, where a person changed something. What thousands of rows bring waits for the clock."""
    if Entry.objects.filter(pk=entry_id).exclude(via__in=(Via.IMPORT.value, Via.COMMAND.value)).exists():
        _read("bulletin.read_news")


def _read(name: str) -> None:
    readings.guess(texts=texts.everything(), reader=reader(), by=Actor.of_job(name), at=clock.now())


# --- notices ---


@jobs.task(name="bulletin.tell_news", pass_context=False)
def tell_news(entry_id: int, object_id: str) -> None:
    """A place closes, opens after all, is new: everybody who wants to know is told at once."""
    announcing.announce(entry_id=entry_id, by=Actor.of_job("bulletin.tell_news"), at=clock.now())


@jobs.task(name="bulletin.broadcast", pass_context=False)
def broadcast(broadcast_id: int) -> None:
    by = Actor.of_job("bulletin.broadcast")
    while broadcasting.advance(broadcast_id=broadcast_id, by=by, at=clock.now()):
        pass


@by_clock("bulletin.broadcasts", "* * * * *")
def broadcasts(timestamp: int) -> None:
    """Once a minute: what a dead worker left goes on where it stood."""
    for broadcast_id in notices.open_broadcasts():
        broadcast(broadcast_id)


@by_clock("bulletin.forget_notices", "04:25")
def forget_notices(timestamp: int) -> None:
    """Notices three years after their 年度, choices thirty days after they were stopped, browsers that chose nothing."""
    by, at = Actor.of_job("bulletin.forget_notices"), clock.now()
    notices_ageing.forget_old(by=by, at=at)
    subscriptions.forget_stopped(by=by, at=at)
    subscriptions.forget_unchosen(by=by, at=at)


# --- line ---


@by_clock("bulletin.forget_codes", "*/10 * * * *")
def forget_codes(timestamp: int) -> None:
    """Six digits are good for ten minutes."""
    line_links.forget(by=Actor.of_job("bulletin.forget_codes"), at=clock.now())


@by_clock("bulletin.forget_line", "03:05")
def forget_line(timestamp: int) -> None:
    """Which events of LINE were taken in, after a week."""
    line.forget(by=Actor.of_job("bulletin.forget_line"), at=clock.now())


# --- stories ---


@by_clock("bulletin.forget_stories", "03:45")
def forget_stories(timestamp: int) -> None:
    """Photos of what was withdrawn go in the night; a year later the rest, and drafts nobody touched for a year."""
    by, at = Actor.of_job("bulletin.forget_stories"), clock.now()
    story_ageing.forget_photos(by=by, at=at)
    story_ageing.forget(by=by, at=at)


# --- papers ---


@by_clock("bulletin.forget_papers", "04:35")
def forget_papers(timestamp: int) -> None:
    """How often a QR was opened, and codes that hang nowhere, three years after their 年度."""
    codes_ageing.forget(by=Actor.of_job("bulletin.forget_papers"), at=clock.now())


# --- schools ---


@by_clock("bulletin.forget_schools", "04:40")
def forget_schools(timestamp: int) -> None:
    """Hand-outs three years after their 年度, contacts of schools that were closed."""
    schools_ageing.forget_old(by=Actor.of_job("bulletin.forget_schools"), at=clock.now())
