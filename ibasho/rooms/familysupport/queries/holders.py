"""Whose link it is."""

from __future__ import annotations

from ibasho.base.ui.links import Link
from ibasho.rooms.familysupport.models import Member
from ibasho.rooms.familysupport.rules.kinds import MemberState

LINK = Link("familysupport.link", "familysupport:my", kept="token_hash", moment="token_at", query="t")
OPENS = (MemberState.ACTIVE, MemberState.PAUSED)


def by_token(token: str) -> Member | None:
    """Whose link this is, while they are a member."""
    return LINK.find(Member.objects.filter(state__in=OPENS).select_related("centre"), token)
