"""Whose page this is: the link a member was given."""

from __future__ import annotations

from ibasho.base.ui.holding import BY, Holding, private
from ibasho.rooms.familysupport.models import Member
from ibasho.rooms.familysupport.queries import holders

COOKIE = "support"
_pages: Holding[Member] = Holding(COOKIE, "familysupport.my", "/support/", holders.by_token)
keep, forget, holder, held = _pages.keep, _pages.forget, _pages.holder, _pages.held

__all__ = ["BY", "COOKIE", "forget", "held", "holder", "keep", "private"]
