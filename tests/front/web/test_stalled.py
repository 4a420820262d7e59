"""A worker dies in the middle of a job: another does it, once, and a job that kills every machine is left alone in the end."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.front.web import stalled
from ibasho.front.web.stalled import TRIES_MAX, Taken

pytestmark = pytest.mark.django_db
BY = Actor.of_job("web.take_over")


@pytest.fixture
def now() -> datetime:
    return clock.now()


def worker(seconds_silent: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat) values (now() - make_interval(secs => %s)) returning id",
            [seconds_silent],
        )
        return int(cursor.fetchone()[0])


def job(*, worker_id: int | None, status: str = "doing", lock: str | None = None, tries: int = 0) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, args, status, worker_id, queueing_lock, attempts) "
            "values ('default', 'x', '{}', %s, %s, %s, %s) returning id",
            [status, worker_id, lock, tries],
        )
        return int(cursor.fetchone()[0])


def status(key: int) -> str:
    return str(ProcrastinateJob.objects.get(pk=key).status)


def test_what_a_silent_worker_holds_waits_again_and_the_try_is_counted(now: datetime) -> None:
    left = job(worker_id=worker(600))
    assert stalled.take_over(by=BY, at=now) == Taken(again=1)
    found = ProcrastinateJob.objects.get(pk=left)
    assert (found.status, found.attempts) == ("todo", 1)
    assert Entry.objects.filter(verb="web.job.take_over").count() == 1


def test_what_nobody_holds_any_more_is_taken_as_well(now: datetime) -> None:
    """The row of a dead worker is removed when the next one begins."""
    left = job(worker_id=None)
    stalled.take_over(by=BY, at=now)
    assert status(left) == "todo"


def test_a_worker_that_beats_keeps_its_job_and_nothing_is_written(now: datetime) -> None:
    held = job(worker_id=worker(20))
    assert stalled.take_over(by=BY, at=now).total == 0
    assert status(held) == "doing"
    assert not Entry.objects.filter(verb="web.job.take_over").exists()


def test_where_the_next_of_its_kind_waits_already_one_is_enough(now: datetime) -> None:
    left, waiting = job(worker_id=worker(600), lock="x"), job(worker_id=None, status="todo", lock="x")
    other = job(worker_id=None)
    assert stalled.take_over(by=BY, at=now) == Taken(again=1, followed=1)
    assert (status(left), status(waiting), status(other)) == ("aborted", "todo", "todo")


def test_a_job_that_takes_every_machine_down_is_given_up_in_the_end(now: datetime) -> None:
    left = job(worker_id=None, tries=TRIES_MAX - 1)
    assert stalled.take_over(by=BY, at=now) == Taken(given_up=1)
    assert status(left) == "failed"
