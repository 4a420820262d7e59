"""Jobs of voices, one section per noun."""

from __future__ import annotations

from procrastinate.contrib.django import app as jobs

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ports.by_clock import by_clock
from ibasho.base.ports.reader import reader
from ibasho.rooms.voices.actions import (
    forgetting,
    handing,
    hearings,
    mixing,
    outreach,
    pouring,
    terms,
    tickets,
)

# --- hearings ---


# at 00:05 JST the day changes; later hours catch up on what was prepared meanwhile
@by_clock("voices.open_and_close", "5 * * * *")
def open_and_close(timestamp: int) -> None:
    """Prepared drafts open on their day, what is over closes."""
    hearings.by_date(by=Actor.of_job("voices.open_and_close"), at=clock.now())


# --- answering ---


@by_clock("voices.pour", "*/10 * * * *")  # by the clock, never because somebody answered
def pour(timestamp: int) -> None:
    """Sealed answers become rows, ten or more of a hearing together."""
    pouring.pour(by=Actor.of_job("voices.pour"), at=clock.now())


@by_clock("voices.mix", "00:25")
def mix(timestamp: int) -> None:
    """Taps at stalls, written anew in another order when their day is over."""
    mixing.mix(by=Actor.of_job("voices.mix"), at=clock.now())


@by_clock("voices.forget", "00:55")
def forget(timestamp: int) -> None:
    """Tickets of hearings that closed thirty days ago; answers and voices past their years."""
    by, at = Actor.of_job("voices.forget"), clock.now()
    tickets.forget(by=by, at=at)
    forgetting.forget(by=by, at=at)


# --- moderation ---


@jobs.task(name="voices.take_back", pass_context=False)
def take_back(entry_id: int, object_id: str) -> None:
    """The centre gave a voice back (concerns.concern.give_back): it waits for its two readers."""
    by, at = Actor.of_job("voices.take_back"), clock.now()
    if handing.is_too_early(concern_id=object_id, at=at):
        later = take_back.configure(schedule_at=handing.again_at(at))
        later.defer(entry_id=entry_id, object_id=object_id)
        return
    handing.take_in(concern_id=object_id, by=by, at=at)


@by_clock("voices.cut_words", "*/15 * * * *")
def cut_words(timestamp: int) -> None:
    """Voices cut into words, so that those that say alike stand together."""
    terms.cut(reader=reader(), by=Actor.of_job("voices.cut_words"), at=clock.now())


# --- heard ---


@by_clock("voices.forget_outreach", "04:35")
def forget_outreach(timestamp: int) -> None:
    """Where somebody went to listen goes five years after its 年度."""
    outreach.forget(by=Actor.of_job("voices.forget_outreach"), at=clock.now())
