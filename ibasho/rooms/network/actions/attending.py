"""当日: who came, ticked at the door or afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.network.actions.meetings import locked, record
from ibasho.rooms.network.models import Meeting
from ibasho.rooms.network.rules import meetings as rules
from ibasho.rooms.network.rules.kinds import MeetingState
from ibasho.town.people.permissions import Permission


@transaction.atomic
def mark(*, meeting: Meeting, came: Mapping[int, int | None], by: Actor, at: datetime) -> Meeting:
    """`came`: invitation key → heads (0: did not come, None: not known). From then on the meeting was held."""
    row = locked(meeting, by, at, Permission.NETWORK_WRITE)
    _check_day(row, at)
    for key, heads in came.items():
        if heads is not None and not 0 <= heads <= rules.HEADS_MAX:
            sentence = f"人数は 0から {rules.HEADS_MAX}までで 入れてください。"
            raise Invalid("network.came_heads", sentence, fields={f"came-{key}": sentence})
    for one in row.invitations.select_for_update().filter(pk__in=came).order_by("pk"):
        one.came_heads = came[one.pk]
        one.save(update_fields=["came_heads"])
    _hold(row)
    record("attendance", row, by, at, groups=sum(1 for heads in came.values() if heads))
    return row


@transaction.atomic
def hold(*, meeting: Meeting, by: Actor, at: datetime) -> Meeting:
    """It took place, without a list of who came: what was published of an earlier year."""
    row = locked(meeting, by, at, Permission.NETWORK_WRITE)
    _check_day(row, at)
    _hold(row)
    record("hold", row, by, at)
    return row


def _check_day(row: Meeting, at: datetime) -> None:
    allowed = (*rules.PLANNING, *rules.AFTER)
    rules.check_state(row.state, allowed, "やめた 交流会には 入れられません。")
    if row.day is None or row.day > clock.day(at):
        raise Conflict(
            "network.meeting_ahead", "まだ 会の日では ありません。当日に なったら 入れてください。"
        )


def _hold(row: Meeting) -> None:
    if row.state in rules.PLANNING:
        row.state = MeetingState.HELD
        row.save(update_fields=["state"])
