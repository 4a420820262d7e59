"""What this room shows on the groups' home page, noun by noun."""

from __future__ import annotations

from django.utils.safestring import mark_safe

from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse.views import door_home, faces_home, groups_home, seats_home

PARTS = (
    door_home,
    faces_home,
    groups_home,
    seats_home,
)  # safety_home stands above the places, where it is seen


def part_of_home(request: Request) -> str:
    found = [part.part_of_home(request) for part in PARTS]
    return mark_safe("".join(found))  # noqa: S308 - each part is safe HTML already
