"""Mails to whoever of a group may do something. Every function is part of an action."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.outbox import actions as outbox
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission


def to_group(
    organisation_id: int | None, may: Permission, event: str, subject: str, words: Iterable[str], *, by: Actor,
    at: datetime, urgent: bool = False,
) -> bool:  # fmt: skip
    """Whether a mail to any of them could be written: else somebody rings up. `event`: once per address and event."""
    if organisation_id is None:
        return False
    sent = [
        outbox.send(to=one, event_key=event, subject=subject, body=body(words), by=by, at=at, urgent=urgent)
        for one in people.holders(may, day=clock.day(at), organisation_id=organisation_id).order_by("pk")
    ]
    return any(not message.problem for message in sent)


def body(words: Iterable[str]) -> str:
    return "\n\n".join([*words, settings.IBASHO_CITY["name"]])
