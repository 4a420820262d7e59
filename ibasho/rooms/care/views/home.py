"""What care shows on the groups' home page."""

from __future__ import annotations

from django.template.loader import render_to_string

from ibasho.base.ui.request import Request
from ibasho.rooms.care import policies
from ibasho.rooms.care.queries import notes as queries


def part_of_home(request: Request) -> str:
    """Safe HTML: the big button to a note, and a word where thanks came. Nothing while the city types in for a group."""
    if not policies.may_write(request.actor, at=request.at):
        return ""
    thanked = queries.thanked(request.actor, request.at)
    return render_to_string("care/notes/_home.html", {"thanked": thanked}, request)
