"""The job that seals the journal every minute."""

from procrastinate.contrib.django import app as jobs

from ibasho.base.journal import actions


@jobs.periodic(cron="* * * * *")
@jobs.task(name="journal.seal", queueing_lock="journal.seal", pass_context=False)
def seal(timestamp: int) -> None:
    while actions.seal():
        pass
