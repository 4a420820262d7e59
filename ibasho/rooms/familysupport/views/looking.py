"""Before a page of one family is shown, the look is written down: for the family to read, and once more, elsewhere, where
the family is under protection (DV・支援措置)."""

from __future__ import annotations

from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport.actions import looks
from ibasho.rooms.familysupport.models import Member
from ibasho.town.people.actions import protection


def noted(request: Request, *members: Member | None) -> None:
    """For the pages of one family, one visit or one report; the family reads the first
    of the two entries, and that one alone."""
    looks.note(members=members, by=request.actor, at=request.at)
    people = [one.person_id for one in members if one is not None]
    protection.seen(people=people, where="familysupport", by=request.actor, at=request.at)
