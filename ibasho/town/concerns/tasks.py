"""Jobs of the centre's inbox: by the clock, never one for one concern."""

from __future__ import annotations

from procrastinate.contrib.django import app as jobs

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.concerns.actions import arrivals, colleagues


@jobs.periodic(cron="*/5 * * * *")
@jobs.task(name="concerns.tell", queueing_lock="concerns.tell", pass_context=False)
def tell(timestamp: int) -> None:
    """Somebody of the centre hears within minutes that something came."""
    arrivals.tell(by=Actor.of_job("concerns.tell"), at=clock.now())


@jobs.periodic(cron="40 23 * * *")  # 08:40 JST
@jobs.task(name="concerns.remind", queueing_lock="concerns.remind", pass_context=False)
def remind(timestamp: int) -> None:
    """What nobody took in time, every morning until somebody does."""
    arrivals.remind(by=Actor.of_job("concerns.remind"), at=clock.now())


@jobs.task(name="concerns.tell_of_colleague", pass_context=False)
def tell_of_colleague(entry_id: int, object_id: str) -> None:
    """Somebody got a role (people.membership.grant, people.invitation.accept): who reads the inbox hears who joins them."""
    colleagues.tell(entry_id=entry_id, by=Actor.of_job("concerns.tell_of_colleague"), at=clock.now())


@jobs.periodic(cron="45 19 * * *")  # 04:45 JST
@jobs.task(name="concerns.forget", queueing_lock="concerns.forget", pass_context=False)
def forget(timestamp: int) -> None:
    """Words 90 days after the end, rows five years after their 年度."""
    arrivals.forget(by=Actor.of_job("concerns.forget"), at=clock.now())


@jobs.periodic(cron="50 19 * * *")  # 04:50 JST
@jobs.task(name="concerns.reseal", queueing_lock="concerns.reseal", pass_context=False)
def reseal(timestamp: int) -> None:
    """After a new key was given: everything is sealed under it by the next morning."""
    by, at = Actor.of_job("concerns.reseal"), clock.now()
    while arrivals.reseal(by=by, at=at):
        pass
