"""A month of a place in numbers without names: by day, by hour, by stage. Pure; it only adds up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from ibasho.town.areas.stages import Stage


@dataclass(frozen=True, slots=True)
class Tap:
    """One crossing: `minute` of its JST day (0–1439). What takes a tap back carries the moment of that tap."""

    day: date
    minute: int
    stage: Stage
    came: int
    inside: int


@dataclass(frozen=True, slots=True)
class Day:
    """`by_stage` in the order of Stage; `most` is the greatest number inside at one moment, None where only sums are
    kept (the single crossings of an old year are gone)."""

    day: date
    by_stage: dict[Stage, int]
    most: int | None
    open: bool = True

    @property
    def came(self) -> int:
        return sum(self.by_stage.values())


@dataclass(frozen=True, slots=True)
class Month:
    """`days` in order; `hours`: (hour 0–23, came) of every hour in which somebody came."""

    first: date
    last: date
    days: Sequence[Day]
    hours: Sequence[tuple[int, int]]
    totals: dict[Stage, int] = field(default_factory=dict)

    @property
    def came(self) -> int:
        return sum(self.totals.values())

    @property
    def open_days(self) -> int:
        return sum(day.open for day in self.days)

    @property
    def a_day(self) -> float | None:
        """Heads on a day on which the place was open, to one decimal."""
        return round(self.came / self.open_days, 1) if self.open_days else None

    @property
    def most(self) -> int:
        return max((day.most or 0 for day in self.days), default=0)


def bounds(year: int, month: int) -> tuple[date, date]:
    """First and last day. Raises ValueError for what is no month."""
    first = date(year, month, 1)
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def month(
    first: date,
    last: date,
    came: Iterable[tuple[date, Stage, int]],
    taps: Iterable[Tap],
    opened: Iterable[date],
) -> Month:
    """`came`: the day's sums of each stage; `taps` of the same days in order of time; `opened`: days with a session
    that took place. A day without a session on which somebody was counted stands in the table, too."""
    sums: dict[date, dict[Stage, int]] = defaultdict(lambda: dict.fromkeys(Stage, 0))
    for day, stage, count in came:
        sums[day][stage] += count
    held, found = set(opened), list(taps)
    most = _most(found)
    days = [
        Day(day, sums[day] if day in sums else dict.fromkeys(Stage, 0), most.get(day), day in held or day in sums)
        for day in sorted(held | set(sums))
    ]  # fmt: skip
    totals = {stage: sum(day.by_stage[stage] for day in days) for stage in Stage}
    return Month(first, last, days, _hours(found), totals)


def _most(taps: Iterable[Tap]) -> dict[date, int]:
    now: dict[date, int] = defaultdict(int)
    most: dict[date, int] = {}
    for tap in taps:
        now[tap.day] += tap.inside
        most[tap.day] = max(most.get(tap.day, 0), now[tap.day])
    return most


def _hours(taps: Iterable[Tap]) -> list[tuple[int, int]]:
    found: dict[int, int] = defaultdict(int)
    for tap in taps:
        if tap.came:
            found[tap.minute // 60] += tap.came
    return sorted((hour, came) for hour, came in found.items() if came)
