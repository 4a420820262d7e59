"""What openhouse shows on the groups' home page: the next days a group has a room, and what the place's lead decides."""

from __future__ import annotations

from django.template.loader import render_to_string

from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse.queries import applications as queries
from ibasho.rooms.openhouse.queries import groups_waiting


def part_of_home(request: Request) -> str:
    """Safe HTML, or nothing for who has neither a day nor anything to decide."""
    groups = queries.groups_of(request.actor, request.at)
    days = queries.next_days(groups, request.at)
    waiting = groups_waiting.waiting_for(request.actor, request.at)
    if not days and not waiting:
        return ""
    context = {"days": days, "waiting": waiting}
    return render_to_string("openhouse/groups/_ops_part.html", context, request)
