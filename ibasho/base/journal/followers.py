"""News travels up through the journal: a higher room follows a verb, its task runs after the commit."""

from __future__ import annotations

from collections import defaultdict

from procrastinate.contrib.django import app as jobs

from ibasho.base.journal.models import Entry

_followers: dict[str, list[str]] = defaultdict(list)


def follow(verb: str, task_name: str) -> None:
    """Called in a room's apps.py: `journal.follow("places.session.closed", "bulletin.tasks.announce")`.

    The task is enqueued in the same transaction as the entry, with `entry_id` and `object_id`.
    """
    if task_name not in _followers[verb]:
        _followers[verb].append(task_name)


def unfollow(verb: str, task_name: str) -> None:
    _followers[verb].remove(task_name)


def wake(entry: Entry) -> None:
    for task_name in _followers.get(entry.verb, ()):
        jobs.configure_task(task_name).defer(entry_id=entry.pk, object_id=entry.object_id)
