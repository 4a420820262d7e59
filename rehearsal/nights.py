"""The jobs of the house, at the simulated hour: each periodic task when its cron says so, and what was put in the queue.

What would run every few minutes runs at a few moments of the day (`OFTEN`), the heaviest on Mondays alone (`MONDAYS`); what
works for minutes on maps or reads the news aloud is left out (`LEFT_OUT`) and said so in the result.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app as jobs
from procrastinate.periodic import PeriodicTask

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from rehearsal.stage import Stage, StoppedError

OFTEN = (time(13, 0), time(22, 30))
A_DAY_MAX = 3  # a task that runs more often than this is one of those at OFTEN
MONDAYS = frozenset({"places.remake_sessions", "bulletin.read_words"})
LEFT_OUT = frozenset(
    {"reach.refresh", "reach.study", "reach.solve_plan", "reach.trend", "bulletin.read_news"}
)
ROUNDS_MAX = 50  # a job that asks for itself for ever is found
_TAKE = """
delete from procrastinate_jobs where id in (
    select id from procrastinate_jobs
    where status = 'todo' and (scheduled_at is null or scheduled_at <= %s) order by id limit 500
) returning id, task_name, args
"""


def plan(stage: Stage) -> None:
    """Every job of this day, before the acts are planned."""
    for at, name in sorted(_due(stage.day)):
        stage.when(at, partial(_run, stage, name))
    for moment in (time(5, 30), *OFTEN, time(23, 55)):
        stage.when(clock.at(stage.day, moment), partial(drain, stage))


def _due(day: date) -> Iterator[tuple[datetime, str]]:
    first, last = clock.day_bounds(day)
    for task in jobs.periodic_registry.periodic_tasks.values():
        name = str(task.task.name)
        if name in LEFT_OUT or (name in MONDAYS and day.weekday()):
            continue
        moments = list(_moments(task, first, last))
        if len(moments) > A_DAY_MAX:
            moments = [clock.at(day, moment) for moment in OFTEN]
        for at in moments:
            yield at, name


def _moments(task: PeriodicTask[..., Any, Any], first: datetime, last: datetime) -> Iterator[datetime]:
    """Crons are in UTC; more than A_DAY_MAX are not told apart."""
    before = first.astimezone(UTC) - timedelta(seconds=1)
    for _turn in range(A_DAY_MAX + 1):
        before = task.croniter.get_next(datetime, start_time=before)
        if before >= last:
            return
        yield clock.jst(before)


def _run(stage: Stage, name: str, at: datetime) -> None:
    _call(stage, name, {"timestamp": int(at.timestamp())}, at)


def drain(stage: Stage, at: datetime) -> None:
    """What lies in the queue and is due, and what that puts there."""
    for _round in range(ROUNDS_MAX):
        with connection.cursor() as cursor:
            cursor.execute(_TAKE, [at])
            found = sorted(cursor.fetchall())
        if not found:
            return
        for _key, name, args in found:
            if name not in LEFT_OUT:
                _call(stage, name, args if isinstance(args, dict) else json.loads(args), at)
    raise StoppedError(f"seed {stage.seed}, {stage.day}: the queue is never empty ({found[0][1]})")


def _call(stage: Stage, name: str, given: dict[str, Any], at: datetime) -> None:
    stage.clockwork.turn(at)
    try:
        jobs.tasks[name].func(**given)
    except DomainError as refusal:
        stage.tally.refused[f"job.{name}", refusal.code] += 1
    except Exception as error:
        raise StoppedError(f"seed {stage.seed}, {stage.day}, job {name}: {error!r}") from error
    stage.tally.jobs[name] += 1
