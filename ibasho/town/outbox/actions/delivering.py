"""Handing a message on: now, later, or never."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ports.mail import Letter, MailDelayed, Mailer, MailRefused
from ibasho.town.outbox import rules
from ibasho.town.outbox.actions.sending import NOUN
from ibasho.town.outbox.models import Message
from ibasho.town.people import policies

State = Message.State


@transaction.atomic
def deliver(*, message_id: int, mailer: Mailer, by: Actor, at: datetime) -> Message | None:
    """Tries one due message; None if it isn't due, is done, or another worker has it in hand."""
    rows = Message.objects.select_for_update(skip_locked=True, of=("self",)).select_related("person")
    message = rows.filter(pk=message_id, state=State.WAITING, send_after__lte=at).first()
    if message is None:
        return None
    message.tries += 1
    try:
        mailer.send(_letter(message, at))
    except MailDelayed as error:
        _put_off(message, str(error), at)
    except MailRefused as error:
        message.state, message.problem = State.FAILED, str(error)[:200]
    else:
        message.state, message.sent_at, message.problem = State.SENT, at, ""
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


def _letter(message: Message, at: datetime) -> Letter:
    person = message.person
    hidden = person is not None and not message.secret and policies.is_protected(person.pk, day=clock.day(at))
    subject, body = rules.envelope(
        message.subject, message.body, hidden=hidden, url=f"{settings.PUBLIC_URL}/my/messages/"
    )
    return Letter(to=message.address, subject=subject, body=body, key=f"message-{message.pk}")


def _put_off(message: Message, reason: str, at: datetime) -> None:
    message.problem = reason[:200]
    if at >= message.give_up_at:
        message.state = State.FAILED
    else:
        message.send_after = rules.next_try(message.tries, at)


def close(message: Message, by: Actor, at: datetime) -> None:
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
