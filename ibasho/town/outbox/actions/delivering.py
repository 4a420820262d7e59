"""Handing a message on: now, later, by mail instead, or never."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.ports.line import Line
from ibasho.base.ports.mail import Mailer
from ibasho.base.ports.push import Pusher
from ibasho.town.outbox import rules
from ibasho.town.outbox.actions import addresses, carrying
from ibasho.town.outbox.actions.sending import NOUN, ask_delivery, due
from ibasho.town.outbox.models import Channel, Message

State = Message.State


@transaction.atomic
def deliver(
    *,
    message_id: int,
    mailer: Mailer,
    by: Actor,
    at: datetime,
    line: Line | None = None,
    push: Pusher | None = None,
) -> Message | None:
    """Tries one due message; None if it isn't due, is done, or another worker has it in hand."""
    rows = Message.objects.select_for_update(skip_locked=True, of=("self",)).select_related(
        "person", "target"
    )
    message = rows.filter(pk=message_id, state=State.WAITING, send_after__lte=at).first()
    if message is None or _sleeps(message, at):
        return None
    message.tries += 1
    _try(message, carrying.Carriers(mailer, line, push), by, at)
    if message.state != State.WAITING:
        close(message, by, at)
    message.save()
    return message


@transaction.atomic
def give_up(*, by: Actor, at: datetime) -> int:
    """Messages whose time is long over and that no worker could finish: they show up at the desk."""
    late = at - timedelta(hours=1)
    rows = Message.objects.select_for_update(skip_locked=True).filter(
        state=State.WAITING, give_up_at__lt=late
    )
    for message in rows:
        message.state, message.problem = State.FAILED, "一日のあいだ 送れませんでした"
        close(message, by, at)
        message.save()
    return len(rows)


def _sleeps(message: Message, at: datetime) -> bool:
    """What was held up until the reader's quiet hours waits for their end, and is tried once more then."""
    wakes = due(message, at)
    if wakes <= at:
        return False
    message.send_after, message.give_up_at = wakes, max(message.give_up_at, wakes)
    message.save(update_fields=["send_after", "give_up_at"])
    return True


def _try(message: Message, carriers: carrying.Carriers, by: Actor, at: datetime) -> None:
    if message.person is not None and not message.person.is_active and not message.secret:
        message.state, message.problem = State.CANCELLED, rules.CLOSED
        return
    if message.target is not None and message.target.gone_at is not None:  # stopped since it was written
        _elsewhere(message, State.CANCELLED, "とどけ先が もう ありません", by, at)
        return
    try:
        carrying.carry(message, carriers, at)
    except carrying.Delayed as error:
        _put_off(message, error, by, at)
    except carrying.Gone as error:
        if message.target is not None:
            addresses.gone(address=message.target, by=by, at=at, moment=at)
        _elsewhere(message, State.CANCELLED, str(error), by, at)
    except carrying.Refused as error:
        _elsewhere(message, State.FAILED, str(error), by, at)
    else:
        message.state, message.sent_at, message.problem = State.SENT, at, ""


def _elsewhere(message: Message, otherwise: State, problem: str, by: Actor, at: datetime) -> None:
    """To somebody with an account the same row goes by mail, once; any other message ends here."""
    message.problem = problem[:200]
    if message.person is None or message.target is None:
        message.state = otherwise
        return
    message.channel, message.target, message.address = Channel.MAIL, None, message.person.email
    message.tries, message.send_after, message.give_up_at = 0, at, rules.give_up_at(at)
    journal.record("outbox.message.reroute", noun=NOUN, object_id=message.pk, by=by, at=at)
    ask_delivery(message.pk)


def _put_off(message: Message, error: carrying.Delayed, by: Actor, at: datetime) -> None:
    later = max(rules.next_try(message.tries, at), at + (error.retry_after or timedelta()))
    if at >= message.give_up_at or _is_too_late(message, later):
        _elsewhere(message, State.FAILED, str(error), by, at)
        return
    message.problem = str(error)[:200]
    message.send_after = min(later, max(message.give_up_at, at))


def _is_too_late(message: Message, later: datetime) -> bool:
    """A closure is no news in an hour: where there is a mail address, it does not wait for LINE to come back."""
    has_mail = message.person is not None and message.target is not None
    return message.urgent and has_mail and later >= rules.urgent_until(message.give_up_at)


def close(message: Message, by: Actor, at: datetime) -> None:
    """Part of the action that ends a message."""
    if message.secret:
        message.body = ""
    journal.record(
        f"outbox.message.{message.state}",
        noun=NOUN,
        object_id=message.pk,
        by=by,
        at=at,
        data={"tries": message.tries},
    )
