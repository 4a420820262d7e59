"""What turned out wrong before it had gone out."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.kernel.actor import Actor
from ibasho.town.outbox.actions.delivering import close
from ibasho.town.outbox.models import Message


@transaction.atomic
def withdraw(*, event_key: str, by: Actor, at: datetime) -> int:
    """Nobody gets any more what still waits of this event; what a worker has in hand is on its way. Returns how many
    were spared. Part of the action of the room that wrote it: whoever may do that is the room's to say."""
    rows = Message.objects.select_for_update(skip_locked=True).order_by("pk")
    spared = list(rows.filter(event_key=event_key, state=Message.State.WAITING))
    for message in spared:
        message.state, message.problem = Message.State.CANCELLED, "送る前に とりやめました"
        close(message, by, at)
        message.save()
    return len(spared)
