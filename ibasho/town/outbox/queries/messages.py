"""Messages that wait, that did not arrive, and one's own."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from ibasho.base.kernel import clock
from ibasho.town.outbox import rules
from ibasho.town.outbox.models import Message
from ibasho.town.people import policies

LATE_AFTER = timedelta(minutes=10)
OWN_DAYS = 30


def due(at: datetime) -> QuerySet[Message, int]:
    """Ids of messages that should be on their way, the longest waiting first."""
    waiting = Message.objects.filter(state=Message.State.WAITING, send_after__lte=at)
    return waiting.order_by("send_after", "pk").values_list("pk", flat=True)


def is_waiting(event_key: str) -> bool:
    """Whether somebody has not got it yet: quiet hours, or a service that is down."""
    return Message.objects.filter(event_key=event_key, state=Message.State.WAITING).exists()


def unsent(at: datetime) -> QuerySet[Message]:
    """What the desk should look at: failed, or late although it is due. Nothing of protected people, nor of rooms that
    nobody else may know of (rules.keep_from_desk)."""
    rows = _undelivered(at).exclude(_kept())
    return policies.without_protected(rows, "person", day=clock.day(at)).order_by("-created_at", "-pk")


def kept_from_desk(at: datetime) -> QuerySet[Message]:
    """The same of the rooms that show it to their own people alone (rules.keep_from_desk)."""
    return _undelivered(at).filter(_kept())


def _undelivered(at: datetime) -> QuerySet[Message]:
    late = Q(state=Message.State.WAITING, send_after__lt=at - LATE_AFTER)
    return Message.objects.filter(Q(state=Message.State.FAILED) | late)


def _kept() -> Q:
    return reduce(or_, (Q(event_key__startswith=room) for room in rules.kept_from_desk()), Q(pk__in=[]))


def own(person_id: int, at: datetime) -> QuerySet[Message]:
    """What one was told in the last days, readable behind one's own sign-in."""
    rows = Message.objects.filter(
        person_id=person_id, secret=False, created_at__gte=at - timedelta(days=OWN_DAYS)
    )
    return rows.exclude(state=Message.State.CANCELLED).order_by("-created_at", "-pk")
