"""The stage of one day: acts are planned for their hour and played in the order of the clock, through the real actions."""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable
from datetime import date, datetime
from datetime import time as hour_of_day
from typing import Any, Protocol, TypeVar
from zlib import crc32

import numpy as np

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from rehearsal.cast import Cast
from rehearsal.clockwork import Clockwork
from rehearsal.tally import Budget, Tally, room_of
from rehearsal.world import Day, World

T = TypeVar("T")


class Act(Protocol):
    """A file of `acts/`: what a room does on one day. `SHARE` of the year's acts is its own; `day` plans them with
    `stage.when`, or does them at once with `stage.do`."""

    NAME: str
    SHARE: float

    def day(self, stage: Stage) -> None: ...


class StoppedError(RuntimeError):
    """Something broke that is no refusal: the same seed, day and act break it again."""


class Stage:
    """`seed`, `day` (a date), `number` (of the year, 0 is 1 April), `scale` (children one sampled child stands for).
    `memory`: what an act keeps from day to day, by its own name."""

    def __init__(
        self, *, world: World, cast: Cast, clockwork: Clockwork, budget: Budget, tally: Tally | None = None
    ) -> None:
        self.world, self.cast, self.clockwork, self.budget = world, cast, clockwork, budget
        self.tally = tally or Tally()
        self.seed, self.scale, self.values = world.seed, world.children.scale, world.values
        self.memory: dict[str, Any] = {}
        self._waiting: list[tuple[datetime, int, Callable[[datetime], object]]] = []
        self._turn = 0
        self.begin(0)

    def begin(self, number: int) -> None:
        self.number, self.day = number, self.world.ground.day(number)
        self._drawn: Day | None = None

    @property
    def is_school_day(self) -> bool:
        return bool(self.world.ground.school[self.number])

    @property
    def children(self) -> Day:
        """Where the sampled children go today, drawn once."""
        if self._drawn is None:
            self._drawn = self.world.day(self.number)
        return self._drawn

    def rng(self, purpose: str) -> np.random.Generator:
        """A stream of its own for each purpose and day: an act more leaves the others as they were."""
        return np.random.default_rng([self.seed, crc32(purpose.encode()), self.number])

    def at(self, hour: int, minute: int = 0) -> datetime:
        return clock.at(self.day, hour_of_day(hour, minute))

    def is_day(self, *, weekday: int | None = None, month_day: int | None = None) -> bool:
        """`weekday` 0 is Monday."""
        return weekday in (None, self.day.weekday()) and month_day in (None, self.day.day)

    def when(self, at: datetime, deed: Callable[[datetime], object]) -> None:
        """`deed(at)` comes at that moment. From inside a deed, too: then not before the running moment."""
        self._turn += 1
        heapq.heappush(self._waiting, (at, self._turn, deed))

    def play(self, until: datetime) -> None:
        """Everything planned before `until`, in the order of the clock."""
        while self._waiting and self._waiting[0][0] < until:
            at, _turn, deed = heapq.heappop(self._waiting)
            deed(at)

    def may(self, room: str) -> bool:
        """Whether the room has acts left by now. Ask before what only makes sense whole."""
        return self.tally.rooms[room] < self.budget.most(room, self.number)

    def do(self, name: str, action: Callable[..., T], /, *, at: datetime, **given: Any) -> T | None:
        """Runs a real action at `at` and counts it. None where it refused (counted by its code), or where the room has no
        acts left. Raises StoppedError for everything else."""
        if not self.may(room_of(name)):
            self.tally.skipped[room_of(name)] += 1
            return None
        self.clockwork.turn(at)
        began = time.perf_counter()
        try:
            result = action(at=at, **given)
        except DomainError as refusal:
            self.tally.add(name, time.perf_counter() - began, refusal.code)
            return None
        except Exception as error:
            raise StoppedError(f"seed {self.seed}, {self.day}, {name}: {error!r}") from error
        self.tally.add(name, time.perf_counter() - began)
        return result


def label(day: date) -> str:
    return f"{day.month}月{day.day}日"
