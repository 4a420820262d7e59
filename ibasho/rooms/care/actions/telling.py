"""Mails of this room: a locked phone shows them, so they say that there is something to look at, and nothing more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from ibasho.base.kernel.actor import Actor
from ibasho.town.outbox import actions as outbox
from ibasho.town.people.models import Person

SUBJECT = "おしらせが あります"
LOOK = "ログインして 見てください。"


def tell(
    people: Iterable[Person], *, key: str, page: str, by: Actor, at: datetime, first: str = "", urgent: bool = False
) -> int:  # fmt: skip
    """One mail to each, within the caller's act. `page`: the path to look at; `first`: a sentence before that; `urgent`: at
    night too. Gives how many were written to."""
    body, sent = f"{first}{LOOK}\n\n{settings.PUBLIC_URL}{page}\n", 0
    for person in people:
        outbox.send(
            to=person, event_key=key, subject=SUBJECT, body=body, by=by, at=at, urgent=urgent, secret=True
        )
        sent += 1
    return sent
