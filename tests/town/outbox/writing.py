"""The smallest message, and how many jobs ask for it."""

from datetime import datetime
from typing import Any

from procrastinate.contrib.django.models import ProcrastinateJob

from ibasho.base.kernel.actor import Actor
from ibasho.town.outbox import actions
from ibasho.town.outbox.models import Message
from ibasho.town.people.models import Person
from tests.make import AT

JOB = Actor.of_job("test")


def write(to: Person | str, at: datetime = AT, **fields: Any) -> Message:
    known: dict[str, Any] = {"event_key": "test:1", "subject": "おしらせ", "body": "あした ひらきます"}
    return actions.send(to=to, by=JOB, at=at, **{**known, **fields})


def jobs() -> int:
    return ProcrastinateJob.objects.filter(task_name="outbox.deliver").count()
