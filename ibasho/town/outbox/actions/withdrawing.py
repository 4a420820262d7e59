"""What turned out wrong, or unwanted, before it had gone out."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.town.outbox.actions.delivering import close
from ibasho.town.outbox.actions.sending import NOUN
from ibasho.town.outbox.models import Message
from ibasho.town.people.models import Person


@transaction.atomic
def withdraw(*, event_key: str, by: Actor, at: datetime) -> int:
    """Nobody gets any more what still waits of this event; what a worker has in hand is on its way. Returns how many
    were spared. Part of the action of the room that wrote it: whoever may do that is the room's to say."""
    many = _end(Message.objects.filter(event_key=event_key), by, at)
    if many:
        journal.record("outbox.message.withdraw", noun=NOUN, object_id="", by=by, at=at, data={"n": many})
    return many


@transaction.atomic
def spare(*, person: Person, events: str, by: Actor, at: datetime) -> int:
    """The same for one reader who has just said that they want to hear no more of such `events` (how their keys begin)."""
    many = _end(Message.objects.filter(person=person, event_key__startswith=events), by, at)
    if many:
        journal.record("outbox.message.spare", noun=NOUN, object_id="", by=by, at=at, data={"n": many})
    return many


def _end(rows: QuerySet[Message], by: Actor, at: datetime) -> int:
    waiting = rows.filter(state=Message.State.WAITING).select_for_update(skip_locked=True, of=("self",))
    spared = list(waiting.order_by("pk"))
    for message in spared:
        message.state, message.problem = Message.State.CANCELLED, "送る前に とりやめました"
        close(message, by, at)
        message.save()
    return len(spared)
