"""What roster shows on the groups' home page: where grown-ups are missing, and the way to each board."""

from __future__ import annotations

from django.template.loader import render_to_string

from ibasho.base.ui.request import Request
from ibasho.rooms.roster.queries import holes
from ibasho.rooms.roster.views.board_sides import OPS


def part_of_home(request: Request) -> str:
    """Safe HTML; nothing for who has no roster."""
    rosters = holes.rosters_of(holes.own_places(request.actor, request.at))
    if not rosters:
        return ""
    found = {"rosters": rosters, "holes": holes.holes(rosters, request.at), "side": OPS}
    return render_to_string("roster/board/_home.html", found, request)
