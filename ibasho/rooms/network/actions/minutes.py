"""まとめ: what was said, what was decided, sent to all who were invited; corrected later where needed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.network.actions import meeting_letters
from ibasho.rooms.network.actions.meetings import locked, record
from ibasho.rooms.network.models import Decision, Meeting
from ibasho.rooms.network.rules import meetings as rules
from ibasho.rooms.network.rules.kinds import MeetingState
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

_NOT_HELD = "まとめは、ひらいてから 書きます。先に「当日」で 来た団体を 入れてください。"


@transaction.atomic
def write(*, meeting: Meeting, minutes: str, decisions: Sequence[str], by: Actor, at: datetime) -> Meeting:
    """What groups read is this from now on, also after it was sent."""
    row = locked(meeting, by, at, Permission.NETWORK_WRITE)
    rules.check_state(row.state, rules.AFTER, _NOT_HELD)
    row.minutes, row.minutes_at, row.minutes_by_id = rules.tidy_minutes(minutes), at, people.person_of(by)
    row.save(update_fields=["minutes", "minutes_at", "minutes_by"])
    row.decisions.all().delete()
    Decision.objects.bulk_create(
        Decision(meeting=row, words=words, order=order) for order, words in enumerate(decisions)
    )
    record("minutes", row, by, at, letters=len(row.minutes), decisions=len(decisions))
    return row


@transaction.atomic
def tell(*, meeting: Meeting, by: Actor, at: datetime) -> int:
    """Sends the minutes to every invited group; again after a correction. Returns how many groups were written to."""
    row = locked(meeting, by, at)
    rules.check_state(row.state, rules.AFTER, _NOT_HELD)
    if not row.minutes and not row.decisions.exists():
        raise Conflict("network.minutes_empty", "まとめが まだ 書かれていません。書いてから 送ってください。")
    if row.told_at is not None and row.minutes_at is not None and row.minutes_at <= row.told_at:
        raise Conflict("network.minutes_told", "もう 送っています。直したときに、もう一度 送れます。")
    row.state, row.told_at = MeetingState.CLOSED, at
    row.save(update_fields=["state", "told_at"])
    invited = list(row.invitations.select_related("organisation").order_by("pk"))
    for one in invited:
        one.meeting = row
    sent = meeting_letters.to_all(meeting_letters.minutes, invited, by, at)
    record("tell_minutes", row, by, at, groups=len(invited), mailed=sent)
    return sent
