"""The board of answers: what is late, what comes soon, what was not told back yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ibasho.rooms.voices.models import Hearing, Opinion
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
    voices: dict[int, list[Opinion]] = {}
    for one in queries.ungrouped(hearing).select_related("hearing"):
        voices.setdefault(one.hearing_id, []).append(one)
    found = [_ungrouped(rows, today) for rows in voices.values()]
    return sorted(found, key=lambda one: (one.due, one.hearing.pk))


def _ungrouped(rows: list[Opinion], today: date) -> Ungrouped:
    asked, oldest = rows[0].hearing, min(one.day for one in rows)
    due = clock.answer_by(oldest, asked.closes_on, asked.answer_days)
    return Ungrouped(asked, sum(one.count for one in rows), oldest, due, due < today)
