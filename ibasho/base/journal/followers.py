"""News travels up through the journal: a higher room follows a verb, its task runs after the commit."""

from __future__ import annotations

from collections import defaultdict

from procrastinate.contrib.django import app as jobs

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Via

_IN_BULK = frozenset({Via.IMPORT.value, Via.COMMAND.value})
_followers: dict[str, dict[str, bool]] = defaultdict(dict)  # {verb: {task: whether it hears of people alone}}


def follow(verb: str, task_name: str, *, only_people: bool = False) -> None:
    """Called in a room's apps.py: `journal.follow("places.session.closed", "bulletin.tasks.announce")`.

    The task is enqueued in the same transaction as the entry, with `entry_id` and `object_id`. `only_people`: not for what
    a job, a file or a command did; a file of ten thousand places asks for no ten thousand jobs.
    """
    _followers[verb].setdefault(task_name, only_people)


def unfollow(verb: str, task_name: str) -> None:
    del _followers[verb][task_name]


def wake(entry: Entry) -> None:
    is_persons = entry.person_id is not None and entry.via not in _IN_BULK
    for task_name, only_people in _followers.get(entry.verb, {}).items():
        if is_persons or not only_people:
            jobs.configure_task(task_name).defer(entry_id=entry.pk, object_id=entry.object_id)
