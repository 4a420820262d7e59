"""Whose counter this is: the link of a stall, kept in a cookie of the counter's addresses alone."""

from __future__ import annotations

from ibasho.base.ui.holding import BY, Holding, private
from ibasho.rooms.voices.models import Door
from ibasho.rooms.voices.queries import doors
from ibasho.rooms.voices.rules.kinds import Channel

PATH = "/voices/stall/"


def _stall(token: str) -> Door | None:
    """A class's link opens no counter."""
    found = doors.by_token(token)
    return found if found is not None and found.channel == Channel.STALL else None


_pages: Holding[Door] = Holding("stall", "voices.stall", PATH, _stall)
keep, forget, holder, held = _pages.keep, _pages.forget, _pages.holder, _pages.held
opens = _stall

__all__ = ["BY", "PATH", "forget", "held", "holder", "keep", "opens", "private"]
