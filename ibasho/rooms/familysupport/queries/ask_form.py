"""Whom the adviser may ask for a visit, in the board's order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.models import Ask, Visit
from ibasho.rooms.familysupport.queries import asks, board
from ibasho.rooms.familysupport.queries.board import Candidate
from ibasho.rooms.familysupport.queries.called import is_hidden
from ibasho.rooms.familysupport.rules import ranking
from ibasho.rooms.familysupport.rules.kinds import AskAnswer


@dataclass(frozen=True, slots=True)
class Form:
    """`able` may be asked now, first to last; `asked` were asked; `others` cannot, each with why not."""

    able: Sequence[Candidate]
    asked: Sequence[Ask]
    others: Sequence[Candidate]


def able(visit: Visit, at: datetime) -> list[Candidate]:
    """Who could take this visit, first to last."""
    return [one for one in board.candidates(visit, at) if not one.why_not]


def tellable(reasons: Sequence[str], visit: Visit, at: datetime) -> list[str]:
    """The reasons that a provider may read before it is decided."""
    hidden = is_hidden(visit.request.member, clock.day(at))
    return ranking.nowhere(reasons) if hidden else list(reasons)


def form(visit: Visit, at: datetime) -> Form:
    found = board.candidates(visit, at)
    rows = asks.of([visit]).get(visit.pk, [])
    there = {row.member_id for row in rows if row.answer != AskAnswer.SETTLED}
    left = [one for one in found if one.member.pk not in there]
    return Form([one for one in left if not one.why_not], rows, [one for one in left if one.why_not])
