"""What network shows on the groups' home page: what waits for them in it, with the way there."""

from __future__ import annotations

from django.template.loader import render_to_string

from ibasho.base.ui.request import Request
from ibasho.base.ui.waiting import once
from ibasho.rooms.network.queries import group_waiting


def part_of_home(request: Request) -> str:
    """Safe HTML, or nothing where nothing waits: the menu leads there too."""
    lines = once(request, group_waiting.waiting_for)
    return render_to_string("network/register/_home.html", {"lines": lines}, request) if lines else ""
