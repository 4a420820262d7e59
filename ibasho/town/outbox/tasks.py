"""The jobs of the outbox: one message per job, so that a bad one blocks nobody."""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction
from procrastinate.contrib.django import app as jobs
from procrastinate.exceptions import AlreadyEnqueued

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ports import line, push
from ibasho.base.ports.by_clock import by_clock
from ibasho.base.ports.mail import DjangoMailer
from ibasho.town.outbox import actions, queries

SWEEP_ROWS_MAX = 500


@jobs.task(name="outbox.deliver", pass_context=False)
def deliver(message_id: int) -> None:
    by = Actor.of_job("outbox.deliver")
    actions.deliver(
        message_id=message_id,
        mailer=DjangoMailer(),
        line=line.channel(),
        push=push.service(),
        by=by,
        at=clock.now(),
    )


@by_clock("outbox.sweep", "* * * * *")
def sweep(timestamp: int) -> None:
    """Once a minute: whatever is due (after quiet hours, after a pause, left by a dead worker) gets a job."""
    at = clock.now()
    actions.give_up(by=Actor.of_job("outbox.sweep"), at=at)
    for message_id in queries.due(at)[:SWEEP_ROWS_MAX]:
        with suppress(AlreadyEnqueued), transaction.atomic():
            jobs.configure_task("outbox.deliver", queueing_lock=f"outbox.{message_id}").defer(
                message_id=message_id
            )


@by_clock("outbox.forget", "12:20")
def forget(timestamp: int) -> None:
    actions.forget(by=Actor.of_job("outbox.forget"), at=clock.now())
