"""Two members of family support on show: their own page is opened by a link, and here it lies open."""

from __future__ import annotations

from dataclasses import dataclass

from ibasho.rooms.familysupport.models import Member
from ibasho.rooms.familysupport.queries.holders import LINK
from ibasho.rooms.familysupport.rules.kinds import MemberKind

SHOWN = ("青波 ちよ", "星野 あおい")


@dataclass(frozen=True, slots=True)
class Shown:
    name: str
    kind: str
    address: str


def members_on_show() -> list[Shown]:
    """Empty where the demo city has no family support."""
    found = Member.objects.filter(name__in=SHOWN, token_at__isnull=False).order_by("number")
    return [Shown(one.name, MemberKind(one.kind).label, LINK.address(one)) for one in found]
