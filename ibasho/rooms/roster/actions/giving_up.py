"""Giving a shift up, with a word to those who must find somebody else."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.roster.actions import staffing, taking
from ibasho.rooms.roster.models import Attendance, Swap, Taken
from ibasho.rooms.roster.rules.kinds import Answer, TakenState
from ibasho.rooms.roster.rules.safeguarding import checked_text

WHY_MAX = 120


@transaction.atomic
def give_up(*, taken: Taken, why: str, by: Actor, at: datetime) -> Taken:
    """By the helper until the shift begins, by staff until it is over. The hole shows at once on every page. Pressing
    twice is one. Raises Invalid without a word, Conflict when it is too late."""
    shift = taking.lock_shift(taken.shift)
    taking.require(by, shift, at)
    row = lock(taken)
    if row.state == TakenState.GIVEN_UP:
        return row
    _check_time(row, by, at)
    row.why = reason(
        checked_text(why, "why"),
        code="roster.why_missing",
        sentence="わけを ひとこと 書いてください。「かぜ」だけで だいじょうぶです。",
        most=WHY_MAX,
    )
    free(row, at)
    journal.record(
        "roster.shift.give_up", noun=taking.NOUN, object_id=row.pk, by=by, at=at,
        data={"shift": shift.pk, "helper": row.helper_id, "slot": row.slot},
    )  # fmt: skip
    staffing.settle(place=shift.roster.place, days={shift.day}, by=by, at=at)
    return row


def lock(taken: Taken) -> Taken:
    rows = Taken.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("helper__person", "shift__roster__place").get(pk=taken.pk)


def free(row: Taken, at: datetime) -> None:
    """Part of an action that has locked the row: the slot is free, whoever was asked to swap is asked no longer."""
    row.state, row.given_up_at = TakenState.GIVEN_UP.value, at
    row.save(update_fields=["state", "given_up_at", "why"])
    Swap.objects.filter(taken=row, answer=Answer.WAITING).update(answer=Answer.CLOSED, answered_at=at)


def _check_time(row: Taken, by: Actor, at: datetime) -> None:
    if Attendance.objects.filter(taken=row).exists():
        raise Conflict(
            "roster.attended",
            "もう 来た時間が 書いてあるので、とりやめられません。時間を なおすときは 団体の人に 話してください。",
        )
    if at >= (row.held_from if by.is_link else row.held_until):
        raise Conflict(
            "roster.too_late_to_give_up",
            "もう はじまっているので、ここからは とりやめられません。すぐに 居場所に 電話してください。",
        )
