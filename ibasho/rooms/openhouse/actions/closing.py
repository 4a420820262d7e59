"""Closing time clears the house: whoever forgot to tap has gone home, too."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Max

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotAllowed
from ibasho.rooms.openhouse.models import Crossing, DoorCard, Presence
from ibasho.rooms.openhouse.queries import door as queries
from ibasho.rooms.openhouse.rules import counting
from ibasho.rooms.openhouse.rules.kinds import Crossing as Way
from ibasho.town.places import policies as places
from ibasho.town.places.models import Place


def clear_due(*, by: Actor, at: datetime) -> int:
    """Every place and day whose end is a quarter of an hour past, each in a transaction of its own. Returns how many."""
    _require_server(by)
    cleared = 0
    for place, day in queries.still_inside():
        if at >= counting.clears_at(day, queries.ends_of(place, day)):
            cleared += bool(clear(place=place, day=day, by=by, at=at))
    return cleared


@transaction.atomic
def clear(*, place: Place, day: date, by: Actor, at: datetime) -> int:
    """Writes who is still inside out of the house; returns how many heads. Twice changes nothing."""
    _require_server(by)
    rows = list(
        Presence.objects.select_for_update().filter(place=place, day=day, inside__gt=0).order_by("pk")
    )
    for row in rows:
        Crossing.objects.create(
            place=place, nonce=uuid4(), day=day, at=_moment(place, day, at), stage=row.stage, came=0,
            inside=-row.inside, way=Way.CLOSING,
        )  # fmt: skip
    heads = sum(row.inside for row in rows)
    cards = DoorCard.objects.filter(place=place, is_inside=True, turned_on__lte=day).update(is_inside=False)
    if heads or cards:
        journal.record(
            "openhouse.door.clear", noun="places.Place", object_id=place.pk, by=by, at=at,
            data={"day": day.isoformat(), "heads": heads},
        )  # fmt: skip
    return heads


def _moment(place: Place, day: date, at: datetime) -> datetime:
    """After every tap of that day, also after one a tablet sent late."""
    last = Crossing.objects.filter(place=place, day=day).aggregate(last=Max("at"))["last"]
    return max(at, last) if last else at


def _require_server(by: Actor) -> None:
    if not places.is_server(by):
        raise NotAllowed(
            "door.server_only", "おわりの時間の そうじは サーバーが します。そのまま お待ちください。"
        )
