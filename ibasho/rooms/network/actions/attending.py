"""当日: who came, ticked at the door or afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.network.actions.meetings import back, end, locked, record
from ibasho.rooms.network.models import Meeting
from ibasho.rooms.network.rules import meetings as rules
from ibasho.rooms.network.rules.kinds import MeetingState
from ibasho.town.people.permissions import Permission


@transaction.atomic
def mark(*, meeting: Meeting, came: Mapping[int, int | None], by: Actor, at: datetime) -> Meeting:
    """`came`: invitation key → heads (0: did not come, None: not known); who is not named stays as it was: two at the
    door write at the same time. From then on the meeting was held."""
    row = locked(meeting, by, at, Permission.NETWORK_WRITE)
    _check_day(row, at)
    for key, heads in came.items():
        if heads is not None and not 0 <= heads <= rules.HEADS_MAX:
            sentence = f"人数は 0から {rules.HEADS_MAX}までで 入れてください。"
            raise Invalid("network.came_heads", sentence, fields={f"came-{key}": sentence})
    for one in row.invitations.select_for_update().filter(pk__in=came).order_by("pk"):
        one.came_heads = came[one.pk]
        one.save(update_fields=["came_heads"])
    _hold(row, at)
    record("attendance", row, by, at, groups=sum(1 for heads in came.values() if heads))
    return row


@transaction.atomic
def hold(*, meeting: Meeting, by: Actor, at: datetime) -> Meeting:
    """It took place, without a list of who came: what was published of an earlier year."""
    row = locked(meeting, by, at, Permission.NETWORK_WRITE)
    _check_day(row, at)
    _hold(row, at)
    record("hold", row, by, at)
    return row


@transaction.atomic
def unhold(*, meeting: Meeting, by: Actor, at: datetime) -> Meeting:
    """Marked by mistake: within a day, as long as nothing came of it, it is what it was and nobody came."""
    row = locked(meeting, by, at, Permission.NETWORK_WRITE)
    rules.check_state(row.state, (MeetingState.HELD.value,), "まとめを 送るまでは とり消せます。")
    rules.check_undo(row.ended_at, at)
    if row.minutes or row.decisions.exists() or row.replies.exists():
        raise Conflict(
            "network.meeting_undo",
            "まとめか アンケートの こたえが もう あるので、とり消せません。まちがえたときは 市に 電話してください。",
        )
    for one in row.invitations.select_for_update().exclude(came_heads=None).order_by("pk"):
        one.came_heads = None
        one.save(update_fields=["came_heads"])
    back(row)
    record("unhold", row, by, at)
    return row


def _check_day(row: Meeting, at: datetime) -> None:
    allowed = (*rules.PLANNING, *rules.AFTER)
    rules.check_state(row.state, allowed, "やめた 交流会には 入れられません。")
    if row.day is None or row.day > clock.day(at):
        raise Conflict(
            "network.meeting_ahead", "まだ 会の日では ありません。当日に なったら 入れてください。"
        )


def _hold(row: Meeting, at: datetime) -> None:
    if row.state in rules.PLANNING:
        end(row, MeetingState.HELD, at)
