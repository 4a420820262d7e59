"""日程: days are asked about, groups answer ○△×, one is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as nendos
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.network.actions import meeting_letters
from ibasho.rooms.network.actions.inviting import again, note, require_answerer
from ibasho.rooms.network.actions.meetings import locked, record
from ibasho.rooms.network.models import Invitation, Meeting, PollAnswer, PollDay
from ibasho.rooms.network.rules import meetings as rules
from ibasho.rooms.network.rules.kinds import MeetingState, PollAnswerKind

_ASKING = (MeetingState.DRAFT.value, MeetingState.POLLING.value)


@transaction.atomic
def add_day(*, meeting: Meeting, slot: rules.DaySlot, by: Actor, at: datetime) -> PollDay:
    row = locked(meeting, by, at)
    rules.check_state(row.state, _ASKING, "日程を きけるのは、案内する前です。")
    rules.check_poll_day(slot, clock.day(at), row.days.count())
    _check_nendo(row, slot.day)
    if row.days.filter(day=slot.day, starts=slot.starts).exists():
        sentence = "この日時は もう 候補に あります。"
        raise Conflict("network.poll_day_twice", sentence, fields={"day": sentence})
    made = PollDay.objects.create(meeting=row, day=slot.day, starts=slot.starts, ends=slot.ends)
    record("add_day", row, by, at, day=slot.day.isoformat())
    return made


@transaction.atomic
def drop_day(*, day: PollDay, by: Actor, at: datetime) -> None:
    """With the answers about it."""
    row = locked(day.meeting, by, at)
    rules.check_state(row.state, _ASKING, "日程を きけるのは、案内する前です。")
    record("drop_day", row, by, at, day=day.day.isoformat())
    PollDay.objects.filter(pk=day.pk).delete()


@transaction.atomic
def open_poll(*, meeting: Meeting, until: date, by: Actor, at: datetime) -> int:
    """Asks every group on the list. Returns how many could be written to; the others are rung up."""
    row = locked(meeting, by, at)
    rules.check_state(row.state, _ASKING, "日程を きけるのは、案内する前です。")
    days = [one.day for one in row.days.all()]
    if not days:
        raise Conflict("network.poll_empty", "候補の日が ありません。日を 足してから きいてください。")
    invited = list(row.invitations.select_related("organisation").order_by("pk"))
    if not invited:
        raise Conflict(
            "network.nobody_to_tell", "きく 団体が ありません。団体を えらんでから きいてください。"
        )
    rules.check_until(until, clock.day(at), days, "until")
    row.state, row.poll_until, row.day = MeetingState.POLLING, until, None
    row.save(update_fields=["state", "poll_until", "day"])
    for one in invited:
        one.meeting, one.polled_at = row, at
        one.save(update_fields=["polled_at"])
    sent = meeting_letters.to_all(meeting_letters.poll, invited, by, at)
    record("open_poll", row, by, at, days=len(days), groups=len(invited), mailed=sent)
    return sent


@transaction.atomic
def answer(*, invitation: Invitation, answers: Mapping[int, PollAnswerKind], by: Actor, at: datetime) -> None:
    """`answers`: PollDay key → ○△×; what is not named is as it was. May be changed until a day is chosen."""
    require_answerer(invitation, by, at)
    row = again(invitation)
    rules.check_state(
        row.meeting.state,
        (MeetingState.POLLING.value,),
        "日程は もう きまりました。ページを ひらきなおしてください。",
    )
    known = set(row.meeting.days.values_list("pk", flat=True))
    if not answers or not set(answers) <= known:
        raise Invalid("network.poll_answer", "どの日に 来られるかを ○・△・× で えらんでください。")
    for key, kind in sorted(answers.items()):
        PollAnswer.objects.update_or_create(poll_day_id=key, invitation=row, defaults={"answer": kind.value})
    note("poll", row, by=by, at=at, days=len(answers))


@transaction.atomic
def choose(*, day: PollDay, by: Actor, at: datetime) -> Meeting:
    """The day is fixed; groups hear of it with the invitation."""
    row = locked(day.meeting, by, at)
    rules.check_state(row.state, _ASKING, "日は もう きまっています。「なおす」で 直してください。")
    row.day, row.starts, row.ends, row.state = day.day, day.starts, day.ends, MeetingState.DRAFT
    row.save(update_fields=["day", "starts", "ends", "state"])
    record("choose_day", row, by, at, day=day.day.isoformat())
    return row


def _check_nendo(row: Meeting, day: date) -> None:
    if nendos.nendo(day) != row.nendo:
        sentence = f"この日は {nendos.label(row.nendo)}では ありません。その年度の 日を えらんでください。"
        raise Invalid("network.meeting_day", sentence, fields={"day": sentence})
