"""The adviser's board: for one visit all providers in order, able or not, each with words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ibasho.rooms.familysupport.models import Member, Visit


@dataclass(frozen=True, slots=True)
class Candidate:
    """`reasons` say what speaks for them, `why_not` what stands against it ("" if able). `minutes` from their home."""

    member: Member
    reasons: list[str] = field(default_factory=list)
    minutes: int | None = None
    why_not: str = ""


def candidates(visit: Visit, at: datetime) -> list[Candidate]:
    """Every provider of the centre: the able first, in order."""
    return []
