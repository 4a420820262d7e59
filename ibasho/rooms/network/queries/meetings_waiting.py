"""What waits for a person: 交流会 and what was promised there."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.network import policies
from ibasho.rooms.network.models import Invitation, Meeting, Todo
from ibasho.rooms.network.queries import meetings, register
from ibasho.rooms.network.rules.kinds import MeetingState as State
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

OPS, DESK, PROMISED = "network:ops_meetings", "network:desk_meetings", "network:desk_todos"


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    found = [*_group(by, at), *_staff(by, at)]
    return [one for one in found if one.count]


def _group(by: Actor, at: datetime) -> list[Waiting]:
    """Of a group: what it was asked and has not answered, what it promised."""
    today = clock.day(at)
    own = [one.pk for one in register.own(by, today)]
    if not own:
        return []
    rows = Invitation.objects.filter(organisation__in=own)
    invited = rows.filter(
        meeting__state=State.INVITED, meeting__day__gte=today, told_at__isnull=False, answered_at=None
    )
    polled = rows.filter(meetings.unanswered(), meeting__state=State.POLLING)
    return [
        Waiting(_("交流会の 日程の 返事"), polled.count(), OPS, "calendar", "asked"),
        Waiting(_("交流会の 出欠の 返事"), invited.count(), OPS, "friends", "asked"),
        _todos(own, at, OPS, "todos"),
    ]


def _staff(by: Actor, at: datetime) -> list[Waiting]:
    if by.acting_for is not None:
        return []
    today = clock.day(at)
    found = []
    if policies.may(by, Permission.NETWORK_MANAGE, at=at):
        over = Meeting.objects.filter(state=State.POLLING, poll_until__lt=today)
        past = Meeting.objects.filter(state=State.INVITED, day__lt=today)
        unwritten = Meeting.objects.filter(state=State.HELD, day__lt=today, source="")
        found = [
            Waiting(
                _("交流会の 日を 決める（返事の しめきりが すぎました）"), over.count(), DESK, "calendar"
            ),
            Waiting(_("交流会に 来た団体を 入れる"), past.count(), DESK, "check"),
            Waiting(_("交流会の まとめを 送る"), unwritten.count(), DESK, "mail"),
        ]
    if policies.may(by, Permission.NETWORK_WRITE, at=at):
        silent = Invitation.objects.filter(
            Q(meeting__answer_until__lt=today),
            meeting__state=State.INVITED,
            meeting__day__gte=today,
            answered_at=None,
        )
        mine = {one.organisation_id for one in people.current_memberships(by.person_id, today)}
        found += [
            Waiting(_("返事のない 団体に 電話する"), silent.count(), DESK, "phone"),
            _todos(sorted(mine), at, PROMISED, "mine"),
        ]
    return found


def _todos(organisations: list[int], at: datetime, page: str, anchor: str) -> Waiting:
    """Of the own organisation; what is late is told with it."""
    rows = list(meetings.open_todos(organisations))
    late = [one for one in rows if one.due_on and one.due_on < clock.day(at)]
    label = _("やること（%(n)sつ 日が すぎています）") % {"n": len(late)} if late else _("やること")
    return Waiting(label, len(rows), page, "list", anchor, oldest=_oldest(late))


def _oldest(late: list[Todo]) -> date | None:
    return min((one.due_on for one in late if one.due_on), default=None)
