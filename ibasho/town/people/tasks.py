"""Nightly: what has had its time is erased."""

from __future__ import annotations

from procrastinate.contrib.django import app as jobs

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.people.actions import accounts


@jobs.periodic(cron="40 2 * * *")
@jobs.task(name="people.forget", queueing_lock="people.forget", pass_context=False)
def forget(timestamp: int) -> None:
    by, at = Actor.of_job("people.forget"), clock.now()
    accounts.forget_gone(by=by, at=at)
    accounts.drop_old_rows(by=by, at=at)
