"""What openhouse shows on the groups' home page: door."""

from __future__ import annotations

from django.template.loader import render_to_string

from ibasho.base.kernel import clock
from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse.queries import door as queries

SHOWN = 6  # a city that types in for many groups needs no list of all of them here


def part_of_home(request: Request) -> str:
    """Safe HTML, or nothing: each place that counts, with its heads of today."""
    day = clock.day(request.at)
    found = [
        {"place": place, "heads": queries.heads(place, day)}
        for place in queries.counting_places(request.actor, request.at)[:SHOWN]
    ]
    return render_to_string("openhouse/door/_home.html", {"doors": found}, request) if found else ""
