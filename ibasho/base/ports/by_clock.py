"""Jobs that come by the clock, in the city's own time: `@by_clock("surplus.thank", "10:00")`.

The queue (procrastinate) reads cron in UTC; nobody who writes a job should have to take nine hours off. One waits at a time: a
copy that stood still overnight does each job once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import ParamSpec

from procrastinate.contrib.django import app as jobs
from procrastinate.tasks import Task

AHEAD = 9  # hours JST is ahead of UTC, the whole year
WEEKDAYS = {"Sun": 0, "Mon": 1, "Tue": 2, "Wed": 3, "Thu": 4, "Fri": 5, "Sat": 6}
_AT = re.compile(r"(?:(?P<day>[A-Z][a-z]{2}|\d+-\d+) )?(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)")
_OFTEN = re.compile(r"[*/\d]+ \*(?:/\d+)? \* \* \*")
P = ParamSpec("P")


def by_clock(name: str, when: str) -> Callable[[Callable[P, None]], Task[P, None, P]]:
    """`when`: "04:35" every day, "Tue 10:00", "28-31 23:30" (days of the month), or cron for what comes oftener than daily
    and so is the same in every zone ("*/10 * * * *"). The job is given the second for which it was meant."""  # fmt: skip

    def made(job: Callable[P, None]) -> Task[P, None, P]:
        task = jobs.task(name=name, queueing_lock=name, pass_context=False)(job)
        jobs.periodic(cron=cron(when))(task)  # type: ignore[arg-type]  # each takes the second as its first
        return task

    return made


def cron(when: str) -> str:
    """In UTC. Raises ValueError for what it can't read, and for a day with an hour that is still yesterday in UTC."""
    if _OFTEN.fullmatch(when):
        return when
    told = _AT.fullmatch(when)
    if told is None:
        raise ValueError(f"{when!r} is no time of a day")
    hour = int(told["hour"]) - AHEAD
    if told["day"] is None:
        return f"{int(told['minute'])} {hour % 24} * * *"
    if hour < 0:
        raise ValueError(f"{when!r}: with a day only from {AHEAD:02}:00 on")
    day = told["day"]
    ends = f"* * {WEEKDAYS[day]}" if day in WEEKDAYS else f"{day} * *"
    return f"{int(told['minute'])} {hour} {ends}"
