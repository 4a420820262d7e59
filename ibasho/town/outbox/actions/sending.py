"""Writing a message and asking for its delivery."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app as jobs

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotAllowed
from ibasho.town.outbox import rules
from ibasho.town.outbox.models import Channel, Message, Preference
from ibasho.town.people import policies
from ibasho.town.people.models import Person

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
