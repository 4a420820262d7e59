"""The board of answers: what is late, what comes soon, what was not told back yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Sum

from ibasho.rooms.voices.models import Hearing
from ibasho.rooms.voices.queries import themes as queries
from ibasho.rooms.voices.rules import clock


@dataclass(frozen=True, slots=True)
class Ungrouped:
    """Voices of one hearing in no theme. `late`: the oldest of them waits beyond its answer's day."""

    hearing: Hearing
    heads: int
    oldest: date
    due: date
    late: bool


@dataclass(frozen=True, slots=True)
class Board:
    """`late` and `open` wait for an answer (the most urgent first), `answered` have one."""

    late: tuple[queries.Chain, ...]
    open: tuple[queries.Chain, ...]
    answered: tuple[queries.Chain, ...]
    ungrouped: tuple[Ungrouped, ...]
    untold: tuple[queries.Untold, ...]

    @property
    def soon(self) -> int:
        return sum(one.clock.hand == clock.Hand.SOON for one in self.open)

    @property
    def voices(self) -> int:
        return sum(one.heads for one in self.ungrouped)

    @property
    def all(self) -> list[queries.Chain]:
        return [*self.late, *self.open, *self.answered]


def board(today: date, hearing: Hearing | None = None) -> Board:
    chains = queries.chains(queries.standing(hearing), today)
    waiting = sorted((one for one in chains if not one.is_answered), key=lambda one: one.clock.days)
    return Board(
        tuple(one for one in waiting if one.is_late),
        tuple(one for one in waiting if not one.is_late),
        tuple(one for one in chains if one.is_answered),
        tuple(ungrouped(today, hearing)),
        tuple(queries.untold(hearing)),
    )


def ungrouped(today: date, hearing: Hearing | None = None) -> list[Ungrouped]:
    """By hearing, the one whose voices are due first before the others."""
    rows = queries.ungrouped(hearing).order_by().values("hearing")
    counted = list(rows.annotate(heads=Sum("count"), oldest=Min("day")))
    hearings = Hearing.objects.in_bulk([row["hearing"] for row in counted])
    found = [_ungrouped(hearings[row["hearing"]], row["heads"], row["oldest"], today) for row in counted]
    return sorted(found, key=lambda one: (one.due, one.hearing.pk))


def _ungrouped(asked: Hearing, heads: int, oldest: date, today: date) -> Ungrouped:
    due = clock.answer_by(oldest, asked.closes_on, asked.answer_days)
    return Ungrouped(asked, heads, oldest, due, due < today)
