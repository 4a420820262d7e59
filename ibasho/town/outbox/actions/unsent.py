"""What the desk does with a message that did not arrive."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.town.outbox import rules
from ibasho.town.outbox.actions.delivering import close
from ibasho.town.outbox.actions.sending import NOUN, ask_delivery
from ibasho.town.outbox.models import Message
from ibasho.town.people import policies
from ibasho.town.people.permissions import Permission

State = Message.State


@transaction.atomic
def resend(*, message_id: int, by: Actor, at: datetime) -> Message:
    policies.require_city(by, Permission.OUTBOX_MANAGE, day=clock.day(at))
    message = Message.objects.select_for_update().get(pk=message_id)
    if message.state not in (State.FAILED, State.CANCELLED) or not message.body:
        raise Conflict(
            "outbox.not_resendable", "このおしらせは もう送られたか、本文を消してあるので、送り直せません。"
        )
    message.state, message.problem, message.tries = State.WAITING, "", 0
    message.send_after, message.give_up_at = at, rules.give_up_at(at)
    message.save()
    journal.record("outbox.message.resend", noun=NOUN, object_id=message.pk, by=by, at=at)
    ask_delivery(message.pk)
    return message


@transaction.atomic
def cancel(*, message_id: int, by: Actor, at: datetime) -> Message:
    policies.require_city(by, Permission.OUTBOX_MANAGE, day=clock.day(at))
    message = Message.objects.select_for_update().get(pk=message_id)
    if message.state not in (State.WAITING, State.FAILED):
        raise Conflict("outbox.not_cancellable", "このおしらせは もう送られたか、とりやめてあります。")
    message.state = State.CANCELLED
    close(message, by=by, at=at)
    message.save()
    return message
