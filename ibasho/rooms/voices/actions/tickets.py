"""Tickets: made many at once, printed once, kept as keyed hashes, forgotten when nobody needs them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.models import Door, Hearing, Ticket
from ibasho.rooms.voices.queries import answering as queries
from ibasho.rooms.voices.rules import slips
from ibasho.town.people.permissions import Permission

COUNT_MAX = 2_000
KEPT_DAYS = 30  # after closing


@transaction.atomic
def make(*, door: Door, count: int, by: Actor, at: datetime) -> list[str]:
    """The letters of `count` new tickets; they are printed now or never, since only hashes stay."""
    policies.require(by, Permission.VOICES_MANAGE, at=at)
    if not 1 <= count <= COUNT_MAX:
        told = f"ふだは 1枚から {COUNT_MAX}枚まで いちどに つくれます。"
        raise Invalid("voices.ticket.count", told, fields={"count": told})
    if door.shut or door.hearing.state not in (Hearing.State.DRAFT, Hearing.State.OPEN):
        raise Conflict(
            "voices.ticket.shut", "しめた 入り口と おわった 回の ふだは つくれません。あたらしい 入り口を つくってください。"
        )  # fmt: skip
    codes = [slips.ticket() for _ in range(count)]
    hashes = sorted(map(queries.ticket_hash, codes))
    Ticket.objects.bulk_create([Ticket(hash=one, door=door) for one in hashes], batch_size=500)
    journal.record(
        "voices.ticket.make",
        noun="voices.Door",
        object_id=door.public_id,
        by=by,
        at=at,
        data={"tickets": count},
    )
    return codes


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> int:
    """Tickets of hearings that closed thirty days ago. How many went."""
    policies.require(by, Permission.VOICES_MANAGE, at=at)
    last = clock.day(at) - timedelta(days=KEPT_DAYS)
    over = Q(door__hearing__closes_on__lt=last) & ~Q(door__hearing__state=Hearing.State.OPEN)
    gone, _of = Ticket.objects.filter(over).delete()
    if gone:
        journal.record(
            "voices.ticket.forget",
            noun="voices.Ticket",
            object_id="all",
            by=by,
            at=at,
            data={"tickets": gone},
        )
    return gone
