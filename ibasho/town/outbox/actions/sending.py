"""Writing a message and asking for its delivery."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app as jobs

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotAllowed
from ibasho.town.outbox import rules
from ibasho.town.outbox.actions import routing
from ibasho.town.outbox.actions.routing import Way
from ibasho.town.outbox.models import Address, Message, Preference
from ibasho.town.people import policies
from ibasho.town.people.models import Person

NOUN = "outbox.Message"
State = Message.State


@transaction.atomic
def send(
    *,
    to: Person | str | Address,
    event_key: str,
    subject: str,
    body: str,
    by: Actor,
    at: datetime,
    urgent: bool = False,
    secret: bool = False,
    link: str = "",
    is_open: bool = False,
    about: Iterable[Person] = (),
) -> Message:
    """Writes the message and asks for its delivery, in the caller's transaction.

    Once per reader and event, by the one way the reader chose: a second call changes nothing and returns the first message.
    `urgent` ignores quiet hours and wishes. `secret` text (codes, links that open something) goes by mail and is erased once it
    is on its way. `link`: a path of ours, where the rest stands. `is_open`: public words; by LINE and push only such leave the
    house, else 「おしらせが あります」. `about`: people the text speaks of; if one of them is protected and is not the
    addressee, NotAllowed. Raises NotFound where an Address has gone for good.
    """
    _refuse_protected(about, to, at)
    key = rules.check_event_key(event_key)
    way = routing.way_to(to, secret=secret)
    choice = Preference.objects.filter(person=way.person).first() if way.person else None
    problem = _problem(way, choice, urgent=urgent, secret=secret)
    due = _due(at, choice or (way.target if way.person is None else None), urgent=urgent)
    message, fresh = _once(
        way,
        key,
        {
            "subject": " ".join(subject.split())[:120], "body": body, "urgent": urgent, "secret": secret,
            "link": rules.check_link(link), "is_open": is_open, "created_at": at, "send_after": due,
            "give_up_at": rules.give_up_at(due), "problem": problem,
            "state": State.CANCELLED if problem else State.WAITING,
        },
    )  # fmt: skip
    if fresh:
        journal.record("outbox.message.write", noun=NOUN, object_id=message.pk, by=by, at=at, data={"to": 1})
        if not problem and due <= at:
            ask_delivery(message.pk)
    return message


def ask_delivery(message_id: int) -> None:
    jobs.configure_task("outbox.deliver").defer(message_id=message_id)


def _once(way: Way, key: str, fields: dict[str, Any]) -> tuple[Message, bool]:
    """The row of this reader and event, and whether it was made now. Two at the same moment: the database takes one."""
    written = routing.same(way, key)
    known = written.first()
    if known is not None:
        return known, False
    try:
        with transaction.atomic():
            made = Message.objects.create(
                person=way.person,
                address=way.address,
                target=way.target,
                channel=way.channel,
                event_key=key,
                **fields,
            )
    except IntegrityError:
        other = written.first()
        if other is None:
            raise
        return other, False
    return made, True


def _problem(way: Way, choice: Preference | None, *, urgent: bool, secret: bool) -> str:
    target = way.target if way.person is None else None
    return rules.reason_not_to_send(
        urgent=urgent,
        secret=secret,
        wants_mail=choice is None or choice.wants_mail,
        account_open=way.person is None or way.person.is_active,
        gone=target is not None and target.gone_at is not None,
        answered=target is None or target.channel != "mail" or target.confirmed_at is not None,
    )


def due(message: Message, at: datetime) -> datetime:
    """The first moment from `at` on at which this message may ring."""
    choice = Preference.objects.filter(person=message.person).first() if message.person else None
    return _due(at, choice or (message.target if message.person is None else None), urgent=message.urgent)


def _due(at: datetime, quiet: Preference | Address | None, *, urgent: bool) -> datetime:
    if quiet is None:
        return rules.send_after(at, urgent=urgent)
    return rules.send_after(at, urgent=urgent, quiet_from=quiet.quiet_from, quiet_until=quiet.quiet_until)


def _refuse_protected(about: Iterable[Person], to: Person | str | Address, at: datetime) -> None:
    if any(
        not _is_addressee(person, to) and policies.is_protected(person.pk, day=clock.day(at))
        for person in about
    ):
        raise NotAllowed(
            "outbox.protected", "この人のことは ほかの人に 知らせられません。あて先を たしかめてください。"
        )


def _is_addressee(person: Person, to: Person | str | Address) -> bool:
    if isinstance(to, Address):
        return to.person_id == person.pk
    return person.email == (to.email if isinstance(to, Person) else to)
