"""What openhouse shows on the groups' home page: safety."""

from __future__ import annotations

from django.template.loader import render_to_string

from ibasho.base.kernel import clock
from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse.queries import disasters
from ibasho.rooms.openhouse.queries import incidents as queries
from ibasho.rooms.openhouse.rules.kinds import DisasterAnswer


def part_of_home(request: Request) -> str:
    """Safe HTML, or nothing: three buttons for each place while a disaster runs, and sheets whose year is over."""
    running = disasters.running()
    places = list(queries.own_places(request.actor, request.at)) if running else []
    due = list(queries.own_due(request.actor, request.at))
    if not places and not due:
        return ""
    context = {
        "running": running if places else None, "due": due, "answers": list(DisasterAnswer),
        "all": disasters.of_places(running, places) if running else [], "today": clock.day(request.at),
    }  # fmt: skip
    return render_to_string("openhouse/safety/_home.html", context, request)
