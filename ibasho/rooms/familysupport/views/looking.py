"""The adviser works with families under protection (DV・支援措置) too: before one of their pages is shown, the look is
written down."""

from __future__ import annotations

from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport.models import Member
from ibasho.town.people.actions import protection


def noted(request: Request, *members: Member | None) -> None:
    """For the pages of one family, one visit or one report; of anybody not under protection nothing is noted."""
    people = [one.person_id for one in members if one is not None]
    protection.seen(people=people, where="familysupport", by=request.actor, at=request.at)
