"""What openhouse shows on the groups' home page: faces."""

from __future__ import annotations

from ibasho.base.ui.request import Request


def part_of_home(request: Request) -> str:
    """Safe HTML, or nothing."""
    return ""
