"""What this room shows on the groups' home page."""

from __future__ import annotations

from ibasho.base.ui.request import Request
from ibasho.rooms.voices.views import doors_home


def part_of_home(request: Request) -> str:
    return doors_home.part_of_home(request)
