"""Every write of the outbox. Other rooms know one call: `send`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app as jobs

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotAllowed
from ibasho.base.ports.mail import Letter, MailDelayed, Mailer, MailRefused
from ibasho.town.outbox import rules
from ibasho.town.outbox.models import Channel, Message, Preference
from ibasho.town.people import policies
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission

NOUN = "outbox.Message"
State = Message.State


@transaction.atomic
def send(
    *,
    to: Person | str,
    event_key: str,
    subject: str,
    body: str,
    by: Actor,
    at: datetime,
    urgent: bool = False,
    secret: bool = False,
    about: Iterable[Person] = (),
) -> Message:
    """Writes the message and asks for its delivery, in the caller's transaction.

    Once per address and event: a second call changes nothing and returns the first message. `urgent` ignores
    quiet hours and wishes. `secret` text (codes, links that open something) is erased once it is on its way.
    `about`: people the text speaks of; if one of them is protected and is not the addressee, NotAllowed.
    """
    _refuse_protected(about, to, at)
    address, person = _addressee(to)
    choice = Preference.objects.filter(person=person).first() if person else None
    problem = rules.reason_not_to_send(
        urgent=urgent,
        secret=secret,
        wants_mail=choice is None or choice.wants_mail,
        account_open=person is None or person.is_active,
    )
    due = _due(at, choice, urgent=urgent)
    message, fresh = Message.objects.get_or_create(
        address=address,
        event_key=rules.check_event_key(event_key),
        channel=Channel.MAIL,
        target=None,
        defaults={
            "person": person, "subject": " ".join(subject.split())[:120], "body": body, "urgent": urgent,
            "secret": secret, "created_at": at, "send_after": due, "give_up_at": rules.give_up_at(due),
            "state": State.CANCELLED if problem else State.WAITING, "problem": problem,
        },
    )  # fmt: skip
    if fresh:
        journal.record("outbox.message.write", noun=NOUN, object_id=message.pk, by=by, at=at, data={"to": 1})
        if not problem and due <= at:
            ask_delivery(message.pk)
    return message


def ask_delivery(message_id: int) -> None:
    jobs.configure_task("outbox.deliver").defer(message_id=message_id)


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
        _close(message, by, at)
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
        _close(message, by, at)
        message.save()
    return len(rows)


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
    _close(message, by, at)
    message.save()
    return message


@dataclass(frozen=True, slots=True)
class Wishes:
    wants_mail: bool
    quiet_from: time
    quiet_until: time


@transaction.atomic
def choose(*, wishes: Wishes, by: Actor, at: datetime) -> Preference:
    """One's own choice only."""
    preference, _ = Preference.objects.update_or_create(
        person_id=policies.person_of(by),
        defaults={
            "wants_mail": wishes.wants_mail,
            "quiet_from": wishes.quiet_from,
            "quiet_until": wishes.quiet_until,
        },
    )
    journal.record(
        "outbox.preference.choose", noun="outbox.Preference", object_id=preference.pk, by=by, at=at
    )
    return preference


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> tuple[int, int]:
    """Erases old texts and drops old rows; returns how many of each."""
    done = Message.objects.exclude(state=State.WAITING)
    dropped, _ = done.filter(created_at__lt=at - timedelta(days=rules.ROW_DAYS)).delete()
    old = done.filter(created_at__lt=at - timedelta(days=rules.TEXT_DAYS)).exclude(body="", subject="")
    erased = old.update(body="", subject="")
    Preference.objects.filter(person__email__endswith="@gone.invalid").delete()
    if erased or dropped:
        counts = {"erased": erased, "dropped": dropped}
        journal.record("outbox.message.forget", noun=NOUN, object_id="", by=by, at=at, data=counts)
    return erased, dropped


def _addressee(to: Person | str) -> tuple[str, Person | None]:
    if isinstance(to, Person):
        return to.email, to
    address = to.strip()
    return address, Person.objects.filter(email__iexact=address).first()


def _due(at: datetime, choice: Preference | None, *, urgent: bool) -> datetime:
    if choice is None:
        return rules.send_after(at, urgent=urgent)
    return rules.send_after(at, urgent=urgent, quiet_from=choice.quiet_from, quiet_until=choice.quiet_until)


def _refuse_protected(about: Iterable[Person], to: Person | str, at: datetime) -> None:
    address = to.email if isinstance(to, Person) else to
    if any(
        person.email != address and policies.is_protected(person.pk, day=clock.day(at)) for person in about
    ):
        raise NotAllowed("outbox.protected", "この人のことは ほかの人に 知らせられません。")


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


def _close(message: Message, by: Actor, at: datetime) -> None:
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
