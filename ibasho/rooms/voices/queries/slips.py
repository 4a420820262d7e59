"""What a slip's code leads to: where the voice is now. Never its words: who finds a slip learns nothing of what was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from ibasho.rooms.voices.models import Answer, Hearing
from ibasho.rooms.voices.queries import themes as queries
from ibasho.rooms.voices.rules import clock, slips


@dataclass(frozen=True, slots=True)
class Slip:
    """`chains`: the themes this answer stands in, answered ones first. `due`: by when the hearing is answered;
    `is_late`: that day has passed."""

    hearing: Hearing
    chains: tuple[queries.Chain, ...]
    due: date
    is_late: bool = False


def look(code: str, today: date) -> Slip | None:
    """None for a code nobody was given, and for one whose envelope still waits: nothing tells the two apart."""
    given = slips.read(code)
    if not given:
        return None
    answer = Answer.objects.select_related("hearing").filter(slip_hash=slips.hash_of(given)).first()
    return _slip(answer, today) if answer else None


def _slip(answer: Answer, today: date) -> Slip:
    """By its words, or by what it chose. An answer without words, and one whose words went elsewhere, look alike."""
    hearing = answer.hearing
    mine = Q(groupings__opinion__answer=answer) | Q(choices__picks__answer=answer)
    keys = queries.standing(hearing).filter(mine).values("pk")
    found = queries.chains(queries.standing(hearing).filter(pk__in=keys), today)
    chains = tuple(sorted(found, key=lambda one: (not one.decisions, one.theme.answer_by, one.theme.pk)))
    due = clock.answer_by(answer.day, hearing.closes_on, hearing.answer_days)
    return Slip(hearing, chains, due, due < today)
