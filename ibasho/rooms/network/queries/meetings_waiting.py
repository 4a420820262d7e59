"""What waits for a person: 交流会 and what was promised there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.network import policies
from ibasho.rooms.network.models import Invitation, Meeting
from ibasho.rooms.network.queries import meetings
from ibasho.rooms.network.rules.kinds import MeetingState as State
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

DESK, PROMISED = "network:desk_meetings", "network:desk_todos"


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """At the desk; what waits for a group stands in `group_waiting`."""
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
            todos([one.due_on for one in meetings.open_todos(mine)], today, PROMISED, "mine"),
        ]
    return [one for one in found if one.count]


def todos(days: Sequence[date | None], today: date, page: str, anchor: str) -> Waiting:
    """What an organisation promised, by the days until which; what is late is told with it."""
    late = [day for day in days if day and day < today]
    label = _("やること（%(n)sつ 日が すぎています）") % {"n": len(late)} if late else _("やること")
    return Waiting(label, len(days), page, "list", anchor, oldest=min(late, default=None))
