"""Once before each shift: are you coming? 行きます or 行けません, in one tap."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.roster.actions import giving_up, link_letters, links, taking
from ibasho.rooms.roster.models import Taken
from ibasho.rooms.roster.queries import taking_waiting as queries
from ibasho.rooms.roster.rules.kinds import TakenState

WHY = "「行けません」と 返事"


def remind_due(*, by: Actor, at: datetime) -> int:
    """The job: whoever's shift is near and who has not been asked is asked once by mail, each in a transaction of their
    own. Who has no mail stays on the list of calls. Returns how many mails were written."""
    return sum(remind(taken=taken, by=by, at=at) for taken in queries.to_remind(at))


@transaction.atomic
def remind(*, taken: Taken, by: Actor, at: datetime) -> bool:
    """False where there is nothing to ask any more, or no mail to ask by."""
    row = _lock(taken)
    if row is None or not link_letters.reminder(row, links.ensure(row.helper, at), by, at):
        return False
    row.reminded_at = at
    row.save(update_fields=["reminded_at"])
    journal.record(
        "roster.shift.remind", noun=taking.NOUN, object_id=row.pk, by=by, at=at,
        data={"shift": row.shift_id, "helper": row.helper_id},
    )  # fmt: skip
    return True


@transaction.atomic
def answer(*, taken: Taken, coming: bool, by: Actor, at: datetime) -> Taken:
    """By the helper, or by staff who rang up. 行けません frees the slot at once."""
    if not coming:
        return giving_up.give_up(taken=taken, why=WHY, by=by, at=at)
    shift = taking.lock_shift(taken.shift)
    taking.require(by, shift, at)
    row = giving_up.lock(taken)
    if row.state != TakenState.TAKEN or at >= row.held_until:
        raise Conflict(
            "roster.answer_too_late",
            "この枠は もう とりやめてあるか、おわっています。行けるようになったときは、空いている枠から えらんでください。",
        )
    if row.confirmed_at is None:
        row.confirmed_at = at
        row.save(update_fields=["confirmed_at"])
        journal.record(
            "roster.shift.confirm", noun=taking.NOUN, object_id=row.pk, by=by, at=at,
            data={"shift": shift.pk, "helper": row.helper_id},
        )  # fmt: skip
    return row


def _lock(taken: Taken) -> Taken | None:
    """Locked, unless another worker has it in hand or somebody has just given it up or said yes."""
    rows = Taken.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
    return (
        rows.select_related("helper__person", "shift__roster__place")
        .filter(pk=taken.pk, state=TakenState.TAKEN, reminded_at__isnull=True, confirmed_at__isnull=True)
        .first()
    )
