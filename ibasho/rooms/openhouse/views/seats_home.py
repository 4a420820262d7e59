"""What openhouse shows on the groups' home page: seats."""

from __future__ import annotations

from django.template.loader import render_to_string

from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse.queries import seats as queries


def part_of_home(request: Request) -> str:
    """Safe HTML, or nothing: for places with seats, how many wait for help."""
    found = list(queries.of_staff(request.actor, request.at))
    return render_to_string("openhouse/seats/_home.html", {"found": found}, request) if found else ""
