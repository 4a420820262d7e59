"""Whose link it is."""

from __future__ import annotations

from ibasho.base.kernel import links
from ibasho.base.kernel.codes import looks_like_code
from ibasho.rooms.familysupport.models import Member
from ibasho.rooms.familysupport.rules.kinds import MemberState

OPENS = (MemberState.ACTIVE, MemberState.PAUSED)


def by_token(token: str) -> Member | None:
    """Whose link this is, while they are a member."""
    if not looks_like_code(token, links.LENGTH):
        return None
    found = Member.objects.filter(token_hash=links.token_hash(token), state__in=OPENS)
    return found.select_related("centre").first()
