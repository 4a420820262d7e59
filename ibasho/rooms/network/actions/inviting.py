"""Groups are invited and answer: on their own page, by the link, or by telephone through staff."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.base.ui.links import Given as Given
from ibasho.rooms.network import policies
from ibasho.rooms.network.actions import invitation_links, meeting_letters
from ibasho.rooms.network.actions.meetings import locked, record
from ibasho.rooms.network.models import Invitation, Meeting
from ibasho.rooms.network.queries.meetings import LINK, unanswered
from ibasho.rooms.network.rules import meetings as rules
from ibasho.rooms.network.rules.kinds import Coming, MeetingState
from ibasho.town.outbox.models import Message
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission

NOUN = "network.Invitation"


@transaction.atomic
def add(*, meeting: Meeting, groups: Iterable[Organisation], by: Actor, at: datetime) -> list[Invitation]:
    """Puts groups on the list; who stands there already stays. They are told by `tell` or by the poll."""
    row = locked(meeting, by, at, Permission.NETWORK_WRITE)
    rules.check_state(row.state, (*rules.PLANNING, *rules.AFTER), "やめた 交流会には さそえません。")
    known = set(row.invitations.values_list("organisation_id", flat=True))
    fresh = sorted({one.pk for one in groups} - known)
    made = [Invitation.objects.create(meeting=row, organisation_id=one) for one in fresh]
    record("add_groups", row, by, at, groups=len(made))
    return made


@transaction.atomic
def remove(*, invitation: Invitation, by: Actor, at: datetime) -> None:
    """The wrong group was chosen. Raises Conflict once it has been told or has answered."""
    meeting = locked(invitation.meeting, by, at, Permission.NETWORK_WRITE)
    row = again(invitation)
    if row.told_at or row.answered_at or row.came_heads is not None or row.poll_answers.exists():
        raise Conflict(
            "network.invited", "もう 案内したか、返事が あります。消さずに「欠席」と 入れてください。"
        )
    record("remove_group", meeting, by, at, organisation=row.organisation_id)
    row.delete()


@transaction.atomic
def tell(
    *, meeting: Meeting, answer_until: date | None, by: Actor, at: datetime
) -> tuple[int, list[Invitation]]:
    """Sends the invitation to who has not got it yet. Returns how many mails went out and whom to ring up."""
    row = locked(meeting, by, at)
    allowed = (MeetingState.DRAFT, MeetingState.POLLING, MeetingState.INVITED)
    rules.check_state(row.state, allowed, "案内は ひらく前に 送ります。")
    if row.day is None:
        raise Conflict(
            "network.meeting_no_day", "まだ 日が きまっていません。日を 入れてから 案内してください。"
        )
    if answer_until is not None:
        rules.check_until(answer_until, clock.day(at), [row.day], "answer_until")
    waiting = list(row.invitations.filter(told_at=None).select_related("organisation").order_by("pk"))
    if not waiting:
        raise Conflict(
            "network.nobody_to_tell", "案内する 団体が ありません。団体を えらんでから 送ってください。"
        )
    row.state, row.answer_until = MeetingState.INVITED, answer_until
    row.save(update_fields=["state", "answer_until"])
    unreached = _tell_each(row, waiting, by, at)
    record("invite", row, by, at, groups=len(waiting), by_phone=len(unreached))
    return len(waiting) - len(unreached), unreached


def _tell_each(row: Meeting, waiting: list[Invitation], by: Actor, at: datetime) -> list[Invitation]:
    unreached = []
    for one in waiting:
        one.meeting, one.told_at = row, at
        one.save(update_fields=["told_at"])
        if not meeting_letters.invite(one, by, at):
            unreached.append(one)
    return unreached


@transaction.atomic
def answer(
    *, invitation: Invitation, coming: Coming, heads: int | None, words: str, by: Actor, at: datetime
) -> Invitation:
    """May be changed until the day is over."""
    require_answerer(invitation, by, at)
    row = again(invitation)
    rules.check_state(
        row.meeting.state, (MeetingState.INVITED.value,), "出欠の返事は、案内から 会の日までです。"
    )
    if row.meeting.day is not None and row.meeting.day < clock.day(at):
        raise Conflict("network.meeting_over", "会の日が すぎました。返事は もう 直せません。")
    rules.check_heads(heads)
    row.coming, row.answered_at = coming.value, at
    row.heads = (heads or 1) if coming == Coming.YES else None
    row.words = rules.tidy(words, rules.WORDS_MAX, "words", "ひとこと")
    row.save(update_fields=["coming", "heads", "words", "answered_at"])
    note("answer", row, by=by, at=at, coming=row.coming, heads=row.heads)
    return row


@transaction.atomic
def give_link(*, invitation: Invitation, mail: bool, by: Actor, at: datetime) -> Given:
    """A new link to hand over, read out or mail; the old one is dead."""
    policies.require(by, Permission.NETWORK_WRITE, at=at)
    row = again(invitation)
    LINK.renew(row, at)
    mailed = mail and meeting_letters.link(row, by, at)
    note("link", row, by=by, at=at, mailed=bool(mailed))
    return LINK.given(row, mailed=bool(mailed))


@transaction.atomic
def printed_link(*, invitation: Invitation, by: Actor, at: datetime) -> str:
    """For the letter on paper: the address of the link the group has, or of its first one."""
    policies.require(by, Permission.NETWORK_WRITE, at=at)
    row = again(invitation)
    before = row.link_hash
    address = invitation_links.ensure(row, at)
    if row.link_hash != before:
        note("link", row, by=by, at=at, mailed=False)
    return address


@transaction.atomic
def remind(*, by: Actor, at: datetime) -> int:
    """Who has not answered three days before the deadline. Once for each question. Gives how many were written to now."""
    policies.require_server(by)
    today = clock.day(at)
    rows = Invitation.objects.select_related("meeting__place", "organisation").order_by("pk")
    invited = Q(
        meeting__state=MeetingState.INVITED,
        meeting__answer_until__gte=today,
        answered_at=None,
        told_at__isnull=False,
    )
    polled = Q(unanswered(), meeting__state=MeetingState.POLLING, meeting__poll_until__gte=today)
    for one in rows.filter(invited | polled):
        until = (
            one.meeting.answer_until if one.meeting.state == MeetingState.INVITED else one.meeting.poll_until
        )
        if until is not None and today >= rules.remind_from(until):
            meeting_letters.remind(one, by, at)
    fresh = Message.objects.filter(event_key__startswith=meeting_letters.REMINDERS, created_at=at)
    sent = fresh.values("event_key").distinct().count()
    if sent:
        journal.record(
            "network.meeting.remind",
            noun="network.Meeting",
            object_id=today,
            by=by,
            at=at,
            data={"groups": sent},
        )
    return sent


def require_answerer(invitation: Invitation, by: Actor, at: datetime) -> None:
    """The group's own people, staff who type in, or the link itself, which the view has checked. Raises NotFound."""
    if not by.is_link:
        policies.require_of(by, Permission.NETWORK_OWN, invitation.organisation_id, at=at)


def note(verb: str, row: Invitation, *, by: Actor, at: datetime, **data: object) -> None:
    journal.record(f"network.invitation.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at, data=data)


def again(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("meeting__place", "organisation")
    row = rows.filter(pk=invitation.pk).first()
    if row is None:
        raise NotFound(
            "network.invitation_unknown", "この 案内は なくなりました。一覧から えらんでください。"
        )
    return row
