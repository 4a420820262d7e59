"""What care shows on the groups' home page."""

from __future__ import annotations

from django.template.loader import render_to_string

from ibasho.base.ui.request import Request
from ibasho.rooms.care import policies
from ibasho.rooms.care.queries import notes as queries
from ibasho.town.people.permissions import Permission


def part_of_home(request: Request) -> str:
    """Safe HTML: the big button to a note, and a word where thanks came. Nothing while the city types in for a group."""
    by, at = request.actor, request.at
    if by.acting_for is not None or not policies.may(by, Permission.CARE_NOTE, at=at):
        return ""
    return render_to_string("care/notes/_home.html", {"thanked": queries.thanked(by, at)}, request)
