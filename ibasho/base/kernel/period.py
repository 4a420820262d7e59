"""A span of time, half-open: it holds its start and everything before its end, so that neighbours touch
without overlapping."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.errors import Invalid


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """[start, end) of aware moments. A naive moment is a ValueError; an end not after its start is Invalid."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("a period needs aware moments")
        if self.end <= self.start:
            raise Invalid(
                "period.backwards", "おわりがはじまりより前です。おわりの時刻をたしかめてください。"
            )

    @classmethod
    def of_day(cls, day: date, starts: time, ends: time) -> Period:
        """Wall times of one JST day; `clock.END_OF_DAY` closes at midnight."""
        return cls(clock.at(day, starts), clock.at(day, ends))

    @property
    def minutes(self) -> int:
        """Whole minutes, rounded down."""
        return (self.end - self.start) // timedelta(minutes=1)

    def contains(self, moment: datetime) -> bool:
        return self.start <= moment < self.end

    def covers(self, other: Period) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Period) -> bool:
        return self.start < other.end and other.start < self.end

    def common(self, other: Period) -> Period | None:
        """The part both hold, or None."""
        if not self.overlaps(other):
            return None
        return Period(max(self.start, other.start), min(self.end, other.end))

    def split(self, minutes: int) -> tuple[Period, ...]:
        """Consecutive slots of `minutes`; the last one is shorter when it does not come out even."""
        if minutes < 1:
            raise ValueError("a slot lasts at least a minute")
        step = timedelta(minutes=minutes)
        count = -((self.start - self.end) // step)
        edges = [self.start + step * n for n in range(count)] + [self.end]
        return tuple(Period(start, end) for start, end in pairwise(edges))

    def label(self) -> str:
        """`15:00～17:30`, or with the days when it goes past midnight: `11月23日（月・祝）15:00～11月24日（火）9:00`."""
        first, last = clock.day(self.start), clock.day(self.end)
        start, end = clock.jst(self.start).time(), clock.jst(self.end).time()
        if first == last:
            return times_label(start, end)
        if self.end == clock.at(first, clock.END_OF_DAY):
            return times_label(start, clock.END_OF_DAY)
        return f"{wareki.day_label(first)}{clock.time_label(start)}～{wareki.day_label(last)}{clock.time_label(end)}"


def times_label(starts: time | None, ends: time | None) -> str:
    """Opening times as a child reads them. An hour that is not known is said to be unknown, never guessed."""
    if starts is None:
        if ends is None:
            return "時間は きまっていません"
        return f"～{clock.time_label(ends)}（はじまりは きまっていません）"
    if ends is None:
        return f"{clock.time_label(starts)}～（おわりは きまっていません）"
    return f"{clock.time_label(starts)}～{clock.time_label(ends)}"
