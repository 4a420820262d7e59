"""A seat is taken, kept for longer, left for a moment, left for good; staff free any. By whoever holds the slip: no name."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.openhouse import policies
from ibasho.rooms.openhouse.models import SeatUse, Space
from ibasho.rooms.openhouse.queries import seats as queries
from ibasho.rooms.openhouse.rules import seats as rules
from ibasho.town.people.permissions import Permission


@transaction.atomic
def take(*, space: Space, number: int, by: Actor, at: datetime) -> SeatUse:
    """From now until the limit or the end of the study hours. Raises Conflict `seat.taken` where somebody was first."""
    locked = _lock(space)
    room = queries.room(locked, at)
    rules.check_number(number, locked.seats)
    if queries.uses(locked, at).filter(number=number).exists():
        raise Conflict(
            "seat.taken",
            f"{number}番は いま 使われています。ほかの席を えらんでください。"
            if room.free
            else "いま 席は いっぱいです。だれかが 立つと あきます。少し まってから また 見てください。",
        )
    until = room.held_until(at)
    if until <= at:
        raise Conflict("seat.closed", "もう おわりの時間です。")
    use = SeatUse.objects.create(
        space=locked, number=number, day=clock.day(at), starts_at=at, until=until, slip=_slip(locked, at)
    )
    return _noted("take", use, by, at)


@transaction.atomic
def go_on(*, space: Space, number: int, slip: str, by: Actor, at: datetime) -> SeatUse:
    """Longer: at will, but not while seats are scarce."""
    locked = _lock(space)
    use = _own(locked, number, slip, at)
    use.until, use.back_to = rules.longer(use.back_to or use.until, queries.room(locked, at), at), None
    use.save(update_fields=["until", "back_to"])
    return _noted("go_on", use, by, at)


@transaction.atomic
def step_away(*, space: Space, number: int, slip: str, by: Actor, at: datetime) -> SeatUse:
    """The seat waits for some minutes, then it is free. Doing it again does not make it wait longer."""
    use = _own(_lock(space), number, slip, at)
    if use.back_to is not None:
        return use
    use.back_to, use.until = use.until, rules.away_until(use.until, queries.limits(space.place), at)
    use.save(update_fields=["until", "back_to"])
    return _noted("step_away", use, by, at)


@transaction.atomic
def come_back(*, space: Space, number: int, slip: str, by: Actor, at: datetime) -> SeatUse:
    """Back in time: the seat is kept as long as before."""
    use = _own(_lock(space), number, slip, at)
    if use.back_to is None:
        return use
    use.until, use.back_to = use.back_to, None
    use.save(update_fields=["until", "back_to"])
    return _noted("come_back", use, by, at)


@transaction.atomic
def leave(*, space: Space, number: int, slip: str, by: Actor, at: datetime) -> SeatUse:
    return _left(_own(_lock(space), number, slip, at), "leave", by, at)


@transaction.atomic
def free(*, space: Space, number: int, by: Actor, at: datetime) -> SeatUse:
    """By staff, without a slip: whoever went home without a word."""
    policies.require_space(by, Permission.OPENHOUSE_DOOR, space, at=at)
    use = queries.uses(_lock(space), at).filter(number=number).first()
    if use is None:
        raise Conflict("seat.free_already", f"{number}番は もう あいています。")
    return _left(use, "free", by, at)


def _left(use: SeatUse, verb: str, by: Actor, at: datetime) -> SeatUse:
    use.left_at = at
    use.save(update_fields=["left_at"])
    return _noted(verb, use, by, at)


def _lock(space: Space) -> Space:
    """One at a time in a room: two who tap one seat are told apart."""
    locked = Space.objects.select_for_update(of=("self",), no_key=True).select_related("place")
    found = locked.filter(pk=space.pk, is_active=True).first()
    if found is None:
        raise NotFound("seat.room_gone", "この部屋は もう 使っていません。")
    return found


def _own(space: Space, number: int, slip: str, at: datetime) -> SeatUse:
    """Raises Invalid `seat.slip` for a wrong number as for a seat that has freed itself: nothing is told about others."""
    use = queries.uses(space, at).filter(number=number).first()
    if use is None or not secrets.compare_digest(use.slip.encode(), slip.encode()):
        words = "この席と 数字の 組では 見つかりません。時間が すぎて あいたか、数字が ちがいます。席を とりなおすか、スタッフに 言ってください。"
        raise Invalid("seat.slip", words)
    return use


def _slip(space: Space, at: datetime) -> str:
    """Four digits nobody else in the room holds now."""
    held = set(queries.uses(space, at).values_list("slip", flat=True))
    while (made := f"{secrets.randbelow(10_000):04}") in held:
        pass
    return made


def _noted(verb: str, use: SeatUse, by: Actor, at: datetime) -> SeatUse:
    journal.record(
        f"openhouse.seat.{verb}", noun="openhouse.SeatUse", object_id=use.pk, by=by, at=at,
        data={"space": use.space_id},
    )  # fmt: skip
    return use
