"""Jobs of network, by the clock. One section per noun."""

from __future__ import annotations

from procrastinate.contrib.django import app as jobs

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
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
@jobs.periodic(cron="5 0 * * *")  # 09:05 JST
@jobs.task(name="network.papers_remind", queueing_lock="network.papers_remind", pass_context=False)
def papers_remind(timestamp: int) -> None:
    """Sixty and fourteen days before a paper ends, once each."""
    paper_news.remind(by=Actor.of_job("network.papers_remind"), at=clock.now())


@jobs.periodic(cron="40 19 * * *")  # 04:40 JST
@jobs.task(name="network.register_forget", queueing_lock="network.register_forget", pass_context=False)
def register_forget(timestamp: int) -> None:
    """People a year after they left a group; talks, papers, sheets, notices, grants and reports as the inventory says."""
    by, at = Actor.of_job("network.register_forget"), clock.now()
    contact_persons.forget_left(by=by, at=at)
    register_ageing.forget_old(by=by, at=at)
    supporting_ageing.forget_old(by=by, at=at)


# --- meetings and lending ---


@jobs.periodic(cron="10 0 * * *")  # 09:10 JST
@jobs.task(name="network.meetings_remind", queueing_lock="network.meetings_remind", pass_context=False)
def meetings_remind(timestamp: int) -> None:
    """Who has not answered, three days before the deadline, once."""
    inviting.remind(by=Actor.of_job("network.meetings_remind"), at=clock.now())


@jobs.periodic(cron="30 19 * * *")  # 04:30 JST
@jobs.task(name="network.meetings_forget", queueing_lock="network.meetings_forget", pass_context=False)
def meetings_forget(timestamp: int) -> None:
    """As long as the inventory says, and no longer."""
    by, at = Actor.of_job("network.meetings_forget"), clock.now()
    while forgetting_meetings.forget(by=by, at=at):
        pass


# --- starting ---


@jobs.periodic(cron="40 12 * * *")  # 21:40 JST: what was held today has been counted
@jobs.task(name="network.notice_openings", queueing_lock="network.notice_openings", pass_context=False)
def notice_openings(timestamp: int) -> None:
    """A start-up whose place held a session that somebody counted is open."""
    start_clock.notice_openings(by=Actor.of_job("network.notice_openings"), at=clock.now())


@jobs.periodic(cron="20 19 * * *")  # 04:20 JST
@jobs.task(name="network.forget_starters", queueing_lock="network.forget_starters", pass_context=False)
def forget_starters(timestamp: int) -> None:
    """A year after the end, or after it stood still, nobody needs to know who it was; later it goes as a whole."""
    by, at = Actor.of_job("network.forget_starters"), clock.now()
    start_clock.forget(by=by, at=at)
    start_clock.forget_old(by=by, at=at)


# --- supporting ---


@jobs.periodic(cron="10 15 * * *")  # 00:10 JST
@jobs.task(name="network.notices_expire", queueing_lock="network.notices_expire", pass_context=False)
def notices_expire(timestamp: int) -> None:
    """Wants and offers whose last day is over."""
    notices.expire(by=Actor.of_job("network.notices_expire"), at=clock.now())


# --- grants ---


@jobs.periodic(cron="15 0 * * *")  # 09:15 JST
@jobs.task(name="network.grants_remind", queueing_lock="network.grants_remind", pass_context=False)
def grants_remind(timestamp: int) -> None:
    """Two weeks before a report is due, once per deadline."""
    grants.remind(by=Actor.of_job("network.grants_remind"), at=clock.now())
