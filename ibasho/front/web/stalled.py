"""Jobs a machine took and did not bring to an end, because it died, was cut off, or its database went away: others do them.

Every task of the house may come twice: it looks at what stands in the tables, under a lock, before it does anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor

TRIES_MAX = 5  # a job that takes every machine down with it is left alone after so many
AT_ONCE_MAX = 500


@dataclass(frozen=True, slots=True)
class Taken:
    """How many wait again, how many had a successor waiting already, and how many were given up."""

    again: int = 0
    followed: int = 0
    given_up: int = 0

    @property
    def total(self) -> int:
        return self.again + self.followed + self.given_up


@transaction.atomic
def take_over(*, by: Actor, at: datetime) -> Taken:
    """Puts what a silent worker holds back into the queue. `at` is the database's own time, near enough."""
    silent_since = at - timedelta(seconds=settings.WORKER_SILENT_SECONDS)
    silent = ProcrastinateWorker.objects.filter(last_heartbeat__lt=silent_since).values("pk")
    rows = ProcrastinateJob.objects.filter(status="doing").filter(
        Q(worker_id__isnull=True) | Q(worker_id__in=silent)
    )
    found = [_end(job) for job in rows.select_for_update(skip_locked=True).order_by("pk")[:AT_ONCE_MAX]]
    taken = Taken(found.count("again"), found.count("followed"), found.count("given_up"))
    if taken.total:
        journal.record(
            "web.job.take_over", noun="web.Job", object_id="", by=by, at=at,
            data={"again": taken.again, "followed": taken.followed, "given_up": taken.given_up},
        )  # fmt: skip
    return taken


def _end(job: ProcrastinateJob) -> str:
    if job.attempts + 1 >= TRIES_MAX:
        _call("select procrastinate_finish_job_v1(%s, 'failed', false)", job.pk)
        return "given_up"
    try:
        with transaction.atomic():
            _call("select procrastinate_retry_job_v2(%s, now(), null, null, null)", job.pk)
    except IntegrityError:  # the next of its kind waits already (queueing_lock) and does its work as well
        _call("select procrastinate_finish_job_v1(%s, 'aborted', false)", job.pk)
        return "followed"
    return "again"


def _call(query: str, job: int) -> None:
    """procrastinate's own functions: they count the tries and write its events."""
    with connection.cursor() as cursor:
        cursor.execute(query, [job])
