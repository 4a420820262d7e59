"""One helper takes over from another. Until somebody says yes the first still has the shift."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.roster.actions import giving_up, link_letters, links, staffing, taking
from ibasho.rooms.roster.models import Helper, Shift, Swap, Taken
from ibasho.rooms.roster.queries import able
from ibasho.rooms.roster.rules.kinds import Answer, TakenState, Way

NOUN = "roster.Swap"


@transaction.atomic
def ask(*, taken: Taken, to: Collection[Helper], by: Actor, at: datetime) -> list[Swap]:
    """Asks those of `to` who may take it; whoever was asked and has not answered is not asked twice. Raises Conflict
    where none of them may, or the shift has begun."""
    shift = taking.lock_shift(taken.shift)
    taking.require(by, shift, at)
    row = giving_up.lock(taken)
    _check_open(row, at)
    may = {one.pk for one in able.for_shift(shift, at)}
    asked = set(row.swaps.filter(answer=Answer.WAITING).values_list("to_id", flat=True))
    wanted = [one for one in to if one.pk in may]
    if not wanted:
        raise Conflict(
            "roster.swap_nobody", "この時間に 来られる人が いません。とりやめるか、団体に 電話してください。"
        )
    made = [
        Swap.objects.create(taken=row, to=one, asked_at=at)
        for one in sorted(wanted, key=lambda one: one.pk) if one.pk not in asked
    ]  # fmt: skip
    for swap in made:
        link_letters.swap_asked(swap, links.ensure(swap.to, at), by, at)
    journal.record(
        "roster.swap.ask", noun=taking.NOUN, object_id=row.pk, by=by, at=at,
        data={"shift": shift.pk, "asked": [swap.to_id for swap in made]},
    )  # fmt: skip
    return made


@transaction.atomic
def say_yes(*, swap: Swap, by: Actor, at: datetime) -> Taken:
    """The one who was asked takes over, in one step: at no moment is the slot free. The first yes wins."""
    shift = taking.lock_shift(swap.taken.shift)
    taking.require(by, shift, at)
    row = giving_up.lock(swap.taken)
    asked = _lock(swap)
    if asked.answer == Answer.YES:
        return Taken.objects.get(shift=shift, helper_id=asked.to_id, state=TakenState.TAKEN)
    _check_waiting(asked, row, at)
    who = taking.lock_helper(asked.to, shift)
    taking.check(shift, who, at)
    new = _hand_over(row, asked, shift, who, at)
    journal.record(
        "roster.swap.agree", noun=taking.NOUN, object_id=new.pk, by=by, at=at,
        data={"shift": shift.pk, "from": row.helper_id, "to": who.pk, "slot": new.slot},
    )  # fmt: skip
    link_letters.swap_done(asked, row, by, at)
    staffing.settle(place=shift.roster.place, days={shift.day}, by=by, at=at)
    return new


@transaction.atomic
def say_no(*, swap: Swap, by: Actor, at: datetime) -> Swap:
    """When the last who was asked says no, the asker is told."""
    shift = taking.lock_shift(swap.taken.shift)
    taking.require(by, shift, at)
    asked = _lock(swap)
    if asked.answer != Answer.WAITING:
        return asked
    _answer(asked, Answer.NO, at)
    row = giving_up.lock(swap.taken)
    others = row.swaps.filter(asked_at=asked.asked_at)
    if not others.exclude(answer=Answer.NO).exists():
        link_letters.swap_refused(asked, row, by, at)
    journal.record(
        "roster.swap.refuse", noun=NOUN, object_id=asked.pk, by=by, at=at, data={"shift": shift.pk}
    )
    return asked


@transaction.atomic
def withdraw(*, taken: Taken, by: Actor, at: datetime) -> int:
    """The asker goes after all: whoever was asked is asked no longer. Returns how many."""
    shift = taking.lock_shift(taken.shift)
    taking.require(by, shift, at)
    waiting = Swap.objects.filter(taken=taken, answer=Answer.WAITING)
    count = waiting.update(answer=Answer.CLOSED, answered_at=at)
    if count:
        journal.record(
            "roster.swap.withdraw", noun=taking.NOUN, object_id=taken.pk, by=by, at=at,
            data={"shift": shift.pk, "count": count},
        )  # fmt: skip
    return count


def _hand_over(row: Taken, asked: Swap, shift: Shift, who: Helper, at: datetime) -> Taken:
    """The old hold ends before the new begins: one slot never has two."""
    _answer(asked, Answer.YES, at)
    row.why = "交代"
    giving_up.free(row, at)
    return taking.hold(shift, who, row.slot, Way.SWAP, at)


def _lock(swap: Swap) -> Swap:
    rows = Swap.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("to__person", "taken").get(pk=swap.pk)


def _answer(asked: Swap, answer: Answer, at: datetime) -> None:
    asked.answer, asked.answered_at = answer.value, at
    asked.save(update_fields=["answer", "answered_at"])


def _check_open(row: Taken, at: datetime) -> None:
    if row.state != TakenState.TAKEN or at >= row.held_from:
        raise Conflict(
            "roster.swap_too_late",
            "この枠は もう はじまったか、とりやめてあるので、交代を たのめません。団体に 電話してください。",
        )


def _check_waiting(asked: Swap, row: Taken, at: datetime) -> None:
    if asked.answer != Answer.WAITING or row.state != TakenState.TAKEN:
        raise Conflict(
            "roster.swap_settled",
            "もう ほかの人が 代わってくれたか、お願いが とりけされました。気もちを ありがとうございます。",
        )
    _check_open(row, at)
