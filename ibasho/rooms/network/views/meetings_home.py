"""What a group's own page of network shows of 交流会, やること and lending."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ibasho.base.kernel import clock
from ibasho.base.ui.request import Request
from ibasho.rooms.network import policies
from ibasho.rooms.network.queries import lending
from ibasho.rooms.network.queries import meetings as queries
from ibasho.rooms.network.rules.kinds import MeetingState
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission


def part(request: Request, organisation: Organisation) -> SafeString:
    """Safe HTML, or nothing for who does not speak for that group."""
    if not policies.may_of(request.actor, Permission.NETWORK_OWN, organisation.pk, at=request.at):
        return SafeString("")
    today = clock.day(request.at)
    coming = [
        one for one in queries.of_groups([organisation.pk])
        if one.meeting.state == MeetingState.POLLING
        or (one.meeting.state == MeetingState.INVITED and one.meeting.day and one.meeting.day >= today)
    ]  # fmt: skip
    context = {
        "coming": coming, "todos": queries.open_todos([organisation.pk]), "today": today,
        "loans": lending.running([organisation.pk]).count(), "to_lend": lending.to_answer([organisation.pk]).count(),
    }  # fmt: skip
    return SafeString(render_to_string("network/meetings/_home.html", context, request))
