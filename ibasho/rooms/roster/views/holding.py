"""Whose page this is: the link a helper was given."""

from __future__ import annotations

from ibasho.base.ui.holding import BY, Holding, private
from ibasho.rooms.roster.models import Helper
from ibasho.rooms.roster.queries import my_shifts

COOKIE = "shifts"
_pages: Holding[Helper] = Holding(
    COOKIE, "roster.shifts", "/shifts/", lambda token: my_shifts.by_token(token)
)
keep, forget, holder, held = _pages.keep, _pages.forget, _pages.holder, _pages.held

__all__ = ["BY", "COOKIE", "forget", "held", "holder", "keep", "private"]
