"""A group's home page: what children said about its places, and where they can say more."""

from __future__ import annotations

from ibasho.base.ui.request import Request


def part_of_home(request: Request) -> str:
    return ""
