"""A year is played: for each day the jobs and every room's acts, in the order of the clock; then the books are checked."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Sum

from ibasho.base.journal import actions as journal
from ibasho.base.journal import queries as journal_queries
from ibasho.base.kernel import clock
from ibasho.rooms.mealtickets.queries import proving
from ibasho.rooms.openhouse.models import Presence
from ibasho.town.places.models import Headcount
from ibasho.town.places.rules.headcount import CHILDREN
from rehearsal import cast, joins, nights
from rehearsal.clockwork import Clockwork
from rehearsal.joins import Joined
from rehearsal.shares import ACTS, shares
from rehearsal.stage import Act, Stage
from rehearsal.tally import Budget, Tally
from rehearsal.world import World


@dataclass(frozen=True, slots=True)
class Step:
    """After each day: how far it is, acts so far, and seconds since the beginning."""

    day: int
    days: int
    acts: int
    seconds: float

    @property
    def rate(self) -> float:
        return self.acts / self.seconds if self.seconds else 0.0

    @property
    def left(self) -> float:
        return self.seconds / self.day * (self.days - self.day)


@dataclass(frozen=True, slots=True)
class Played:
    """`books`: what is wrong with journal or ledger afterwards; empty is well. `agreement`: children the database counted,
    in parts of those the world sent out (None where it sent nobody)."""

    tally: Tally
    days: int
    seconds: float
    sealed: int
    ledger_rows: int
    books: tuple[str, ...]
    agreement: float | None
    joins: tuple[Joined, ...] = ()


def play(
    world: World, *, days: int, acts: int | None, pace: float | None = None, rooms: Sequence[Act] = ACTS,
    tell: Callable[[Step], None] = lambda step: None, enough: Callable[[], bool] = lambda: False,
) -> Played:  # fmt: skip
    """`acts` None: all there are. `pace`: seconds of the year for one of ours. `enough` is asked after each day: what was
    played until then is the result. Raises StoppedError."""
    first = world.ground.first
    clockwork = Clockwork(clock.day_bounds(first)[0], pace=pace)
    stage = Stage(
        world=world, cast=cast.found(first), clockwork=clockwork, tally=Tally(),
        budget=Budget(acts, days, shares()),
    )  # fmt: skip
    began = time.monotonic()
    sent = 0
    with clockwork.running():
        for number in range(days):
            one_day(stage, number, rooms)
            sent += len(stage.children.visits)
            tell(Step(number + 1, days, stage.tally.acts, time.monotonic() - began))
            if enough():
                break
        return _checked(stage, stage.number + 1, time.monotonic() - began, sent)


def one_day(stage: Stage, number: int, rooms: Sequence[Act] = ACTS) -> None:
    stage.begin(number)
    nights.plan(stage)
    for act in rooms:
        act.day(stage)
    stage.play(clock.day_bounds(stage.day)[1])


def _checked(stage: Stage, days: int, seconds: float, sent: int) -> Played:
    stage.clockwork.turn(stage.clockwork.now() + timedelta(minutes=1))
    while journal.seal():
        pass
    verdict, proof = journal_queries.verify(), proving.prove()
    wrong = [f"記録 {verdict.broken_entry} が 封印と 合いません"] if verdict.broken_entry is not None else []
    wrong += [one.words for one in proof.broken]
    agreement = round(_counted(stage, days) / sent, 4) if sent else None
    joined = joins.counted(stage.world.ground.day(0), stage.world.ground.day(days - 1))
    return Played(stage.tally, days, seconds, verdict.sealed, proof.entries, tuple(wrong), agreement, joined)


def _counted(stage: Stage, days: int) -> int:
    """Children by the places' own books: heads of their days, and who came in at a door that counts."""
    first, last = stage.world.ground.day(0), stage.world.ground.day(days - 1)
    heads = Headcount.objects.filter(
        session__day__range=(first, last), session__event=None, of_class__in=CHILDREN
    )
    came = Presence.objects.filter(day__range=(first, last))
    sums = heads.aggregate(heads=Sum("heads")), came.aggregate(heads=Sum("came"))
    return sum(one["heads"] or 0 for one in sums)
