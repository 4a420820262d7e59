"""Jobs of places."""

from procrastinate.contrib.django import app as jobs

from ibasho.base.kernel import clock
from ibasho.town.places.actions import sessions


@jobs.periodic(cron="10 18 * * *")  # 03:10 JST
@jobs.task(name="places.remake_sessions", queueing_lock="places.remake_sessions", pass_context=False)
def remake_sessions(timestamp: int) -> None:
    """Keeps sessions 120 days ahead; what a new day or a new school calendar changes is changed here."""
    sessions.remake_all(today=clock.day(clock.now()))
