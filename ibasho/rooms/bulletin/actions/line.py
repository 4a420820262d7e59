"""What a LINE friend's event changes. Each event once, in any order, each in a transaction of its own.

An older wish changes nothing that a newer one has said: friend or not by `outbox` (Address.changed_at), everything else
by the events of the last week (LineEvent.topic).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import Q

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.ports.line import Event
from ibasho.rooms.bulletin import policies
from ibasho.rooms.bulletin.actions import line_links, subscriptions
from ibasho.rooms.bulletin.models import LineEvent
from ibasho.rooms.bulletin.rules import link_code
from ibasho.rooms.bulletin.rules.kinds import LineTopic
from ibasho.rooms.bulletin.rules.talking import Ask, Intent
from ibasho.town.outbox.actions import addresses
from ibasho.town.outbox.models import Address, Channel
from ibasho.town.outbox.queries import addresses as outbox

NOUN = "bulletin.LineEvent"
KEPT = timedelta(days=7)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)  # LINE tells milliseconds: of two events at once the one that ends wins


class Outcome(StrEnum):
    TALK = "talk"  # nothing changed: the talk goes on
    FRIEND = "friend"
    GONE = "gone"
    KEPT = "kept"
    STOPPED = "stopped"
    SPOKEN = "spoken"
    LINKED = "linked"
    NO_CODE = "no_code"
    TOO_MANY = "too_many"
    OLD = "old"  # something newer was said before


@dataclass(frozen=True, slots=True)
class Heard:
    """`address`: the friend where one is known."""

    outcome: Outcome
    address: Address | None


@transaction.atomic
def hear(*, event: Event, intent: Intent, by: Actor, at: datetime) -> Heard | None:
    """Takes one event in. None: this one was taken in before, is of no single person, or is so old that nobody knows any more
    whether it was taken in. A talk that only asks leaves the event's id and kind, nothing else."""
    policies.require_server(by)
    if event.at < at - KEPT:
        return None
    row, fresh = LineEvent.objects.get_or_create(
        event_id=event.id, defaults={"kind": event.kind, "at": event.at, "taken_at": at}
    )
    if not fresh or not event.user:
        return None
    known = _locked(event.user)
    outcome = _effect(_Told(event, intent, row, known, by, at))
    if outcome is not Outcome.TALK:
        data = {"kind": event.kind, "outcome": outcome.value}
        journal.record("bulletin.line.hear", noun=NOUN, object_id=row.pk, by=by, at=at, data=data)
        known = _locked(event.user)
    return Heard(outcome, known)


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> int:
    """Events older than a week; returns how many."""
    policies.require_server(by)
    gone, _rows = LineEvent.objects.filter(taken_at__lt=at - KEPT).delete()
    if gone:
        journal.record("bulletin.line.forget", noun=NOUN, object_id="", by=by, at=at, data={"n": gone})
    return gone


@dataclass(frozen=True, slots=True)
class _Told:
    event: Event
    intent: Intent
    row: LineEvent
    known: Address | None
    by: Actor
    at: datetime


def _effect(told: _Told) -> Outcome:
    if told.event.kind == "follow":
        _keep(told, told.event.at)
        return Outcome.FRIEND
    if told.event.kind == "unfollow":
        _end(told)
        return Outcome.GONE
    if told.intent.ask is Ask.STOP:
        return _stop(told)
    if not told.event.active:
        return Outcome.TALK  # another tool has the talk: what is typed there is not for us
    deed = {Ask.WANT: _want, Ask.SPEAK: _speak, Ask.LINK: _link}.get(told.intent.ask)
    return deed(told) if deed else Outcome.TALK


def _want(told: _Told) -> Outcome:
    address = _keep(told, told.event.at)
    if told.intent.choosing is None or not _is_newest(told, address, LineTopic.NEWS):
        return Outcome.OLD
    wanted = told.intent.choosing.wanted
    subscriptions.keep(wanted=wanted, address=address, by=told.by, at=told.at)
    return Outcome.KEPT


def _stop(told: _Told) -> Outcome:
    """No message leaves by LINE any more, for an account neither; asking goes on as before."""
    address = _end(told)
    if not _is_newest(told, address, LineTopic.NEWS):
        return Outcome.OLD
    subscription = getattr(address, "subscription", None)
    if subscription is not None:
        subscriptions.stop(subscription=subscription, by=told.by, at=told.at)
    return Outcome.STOPPED


def _speak(told: _Told) -> Outcome:
    """Whether they are a friend is not changed by the language they speak."""
    address = told.known or _keep(told, LONG_AGO)
    if not _is_newest(told, address, LineTopic.LANGUAGE):
        return Outcome.OLD
    addresses.speak(address=address, language=told.intent.code, by=told.by, at=told.at)
    return Outcome.SPOKEN


def _link(told: _Told) -> Outcome:
    address = told.known or _keep(told, LONG_AGO)
    tries = LineEvent.objects.filter(
        address=address, topic__in=(LineTopic.TRY, LineTopic.LINK), taken_at__gt=link_code.made_after(told.at)
    )
    if tries.count() >= link_code.TRIES_MAX:
        return Outcome.TOO_MANY
    _mark(told, address, LineTopic.TRY)
    if not line_links.use(digits=told.intent.code, address=address, by=told.by, at=told.at):
        return Outcome.NO_CODE
    _mark(told, address, LineTopic.LINK)
    _keep(told, told.event.at)
    return Outcome.LINKED


def _keep(told: _Told, moment: datetime) -> Address:
    """A friend as of `moment`, in the language they speak."""
    language = told.known.language if told.known else "ja"
    return addresses.keep(
        channel=Channel.LINE,
        plain=told.event.user,
        language=language,
        by=told.by,
        at=told.at,
        moment=moment,
    )


def _end(told: _Told) -> Address:
    """Remembered also of somebody we never heard of: the event that made them a friend may still be on its way."""
    address = told.known or _keep(told, LONG_AGO)
    return addresses.gone(address=address, by=told.by, at=told.at, moment=told.event.at + TICK)


def _is_newest(told: _Told, address: Address, topic: LineTopic) -> bool:
    """Marks the event and says whether none newer of its topic was heard."""
    _mark(told, address, topic)
    newer = Q(at__gt=told.row.at) | Q(at=told.row.at, event_id__gt=told.row.event_id)
    return not LineEvent.objects.filter(newer, address=address, topic=topic).exists()


def _mark(told: _Told, address: Address, topic: LineTopic) -> None:
    told.row.address, told.row.topic = address, topic.value
    told.row.save(update_fields=["address", "topic"])


def _locked(user: str) -> Address | None:
    """Whoever else hears of the same friend waits. The mark of an id is all that is looked up."""
    found = outbox.find(Channel.LINE, user)
    return Address.objects.select_for_update().filter(pk=found.pk).first() if found else None
