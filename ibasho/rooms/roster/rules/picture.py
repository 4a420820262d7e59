"""A day of a roster as bars along the hours: what is open, who is there, where somebody is missing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time

from ibasho.base.kernel import clock

WIDTH = 1_000  # units across; the page stretches them
ROW, SPACE = 18, 4  # units down


@dataclass(frozen=True, slots=True)
class Stretch:
    """`kind`: "open" a session, "here" a grown-up who counts, "young" somebody who helps but does not count, "hole"."""

    kind: str
    starts: time
    ends: time
    row: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    kind: str
    x: int
    y: int
    width: int
    height: int = ROW


@dataclass(frozen=True, slots=True)
class Axis:
    """The hours a picture spans, whole hours, as minutes of the day."""

    first: int
    last: int

    @property
    def ticks(self) -> list[int]:
        """Where each whole hour lies."""
        return [self.x(minute) for minute in range(self.first, self.last + 1, 60)]

    @property
    def label(self) -> tuple[str, str]:
        return f"{self.first // 60}:00", f"{self.last // 60}:00"

    def x(self, minute: int) -> int:
        return (minute - self.first) * WIDTH // (self.last - self.first)


def axis(spans: Iterable[tuple[time, time]]) -> Axis:
    """Around everything of a week, at least from 15:00 to 18:00 where there is nothing."""
    minutes = [(_minute(a), _minute(b)) for a, b in spans]
    first = min((a for a, _ in minutes), default=15 * 60) // 60 * 60
    last = -(-max((b for _, b in minutes), default=18 * 60) // 60) * 60
    return Axis(first, max(last, first + 60))


def bars(found: Sequence[Stretch], along: Axis) -> list[Bar]:
    """One bar for each stretch; holes lie over the row of what is open."""
    made = []
    for one in found:
        left, right = along.x(_minute(one.starts)), along.x(_minute(one.ends))
        made.append(Bar(one.kind, left, one.row * (ROW + SPACE), max(right - left, 4)))
    return made


def height(found: Sequence[Stretch]) -> int:
    return (max((one.row for one in found), default=0) + 1) * (ROW + SPACE)


def _minute(moment: time) -> int:
    return 24 * 60 if moment == clock.END_OF_DAY else moment.hour * 60 + moment.minute
