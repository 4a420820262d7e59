"""Jobs of network, by the clock. One section per noun."""

from __future__ import annotations

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ports.by_clock import by_clock
from ibasho.rooms.network.actions import (
    contact_persons,
    forgetting_meetings,
    grants,
    inviting,
    notices,
    paper_news,
    register_ageing,
    start_clock,
    supporting_ageing,
)


# --- register ---------------------------------------------------------------------------------------
@by_clock("network.papers_remind", "09:05")
def papers_remind(timestamp: int) -> None:
    """Sixty and fourteen days before a paper ends, once each."""
    paper_news.remind(by=Actor.of_job("network.papers_remind"), at=clock.now())


@by_clock("network.register_forget", "04:40")
def register_forget(timestamp: int) -> None:
    """People a year after they left a group; talks, papers, sheets, notices, grants and reports as the inventory says."""
    by, at = Actor.of_job("network.register_forget"), clock.now()
    contact_persons.forget_left(by=by, at=at)
    register_ageing.forget_old(by=by, at=at)
    supporting_ageing.forget_old(by=by, at=at)


# --- meetings and lending ---


@by_clock("network.meetings_remind", "09:10")
def meetings_remind(timestamp: int) -> None:
    """Who has not answered, three days before the deadline, once."""
    inviting.remind(by=Actor.of_job("network.meetings_remind"), at=clock.now())


@by_clock("network.meetings_forget", "04:30")
def meetings_forget(timestamp: int) -> None:
    """As long as the inventory says, and no longer."""
    by, at = Actor.of_job("network.meetings_forget"), clock.now()
    while forgetting_meetings.forget(by=by, at=at):
        pass


# --- starting ---


@by_clock("network.notice_openings", "21:40")  # what was held today has been counted
def notice_openings(timestamp: int) -> None:
    """A start-up whose place held a session that somebody counted is open."""
    start_clock.notice_openings(by=Actor.of_job("network.notice_openings"), at=clock.now())


@by_clock("network.forget_starters", "04:20")
def forget_starters(timestamp: int) -> None:
    """A year after the end, or after it stood still, nobody needs to know who it was; later it goes as a whole."""
    by, at = Actor.of_job("network.forget_starters"), clock.now()
    start_clock.forget(by=by, at=at)
    start_clock.forget_old(by=by, at=at)


# --- supporting ---


@by_clock("network.notices_expire", "00:10")
def notices_expire(timestamp: int) -> None:
    """Wants and offers whose last day is over."""
    notices.expire(by=Actor.of_job("network.notices_expire"), at=clock.now())


# --- grants ---


@by_clock("network.grants_remind", "09:15")
def grants_remind(timestamp: int) -> None:
    """Two weeks before a report is due, once per deadline."""
    grants.remind(by=Actor.of_job("network.grants_remind"), at=clock.now())
