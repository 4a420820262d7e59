"""Jobs of the centre's inbox: by the clock, never one for one concern."""

from __future__ import annotations

from procrastinate.contrib.django import app as jobs

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ports.by_clock import by_clock
from ibasho.town.concerns.actions import arrivals, colleagues


@by_clock("concerns.tell", "*/5 * * * *")
def tell(timestamp: int) -> None:
    """Somebody of the centre hears within minutes that something came."""
    arrivals.tell(by=Actor.of_job("concerns.tell"), at=clock.now())


@by_clock("concerns.remind", "08:40")
def remind(timestamp: int) -> None:
    """What nobody took in time, every morning until somebody does."""
    arrivals.remind(by=Actor.of_job("concerns.remind"), at=clock.now())


@jobs.task(name="concerns.tell_of_colleague", pass_context=False)
def tell_of_colleague(entry_id: int, object_id: str) -> None:
    """Somebody got a role (people.membership.grant, people.invitation.accept): who reads the inbox hears who joins them."""
    colleagues.tell(entry_id=entry_id, by=Actor.of_job("concerns.tell_of_colleague"), at=clock.now())


@by_clock("concerns.forget", "04:45")
def forget(timestamp: int) -> None:
    """Words 90 days after the end, rows five years after their 年度."""
    arrivals.forget(by=Actor.of_job("concerns.forget"), at=clock.now())


@by_clock("concerns.reseal", "04:50")
def reseal(timestamp: int) -> None:
    """After a new key was given: everything is sealed under it by the next morning."""
    by, at = Actor.of_job("concerns.reseal"), clock.now()
    while arrivals.reseal(by=by, at=at):
        pass
