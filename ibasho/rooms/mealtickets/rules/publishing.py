"""What of the meals eaten the public may read, so that no number of a few children can be worked out. Pure.

In time: months are put together until enough meals are in them, and everything on the page is of the end of the last
such period; the difference between two publications is never a small number. Across pools: numbers are rounded down,
pools with few meals are put together with one that has many, so that nothing is left over to be subtracted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months from `first` to `last`, both inclusive."""

    first: date
    last: date
    meals: int

    @property
    def label(self) -> str:
        one = f"{self.first.year}年{self.first.month}月"
        if (self.first.year, self.first.month) == (self.last.year, self.last.month):
            return one
        year = f"{self.last.year}年" if self.last.year != self.first.year else ""
        return f"{one}〜{year}{self.last.month}月"


@dataclass(frozen=True, slots=True)
class Rounded:
    """`names` of one pool, or of several put together; `meals` rounded down to tens (or whatever `minimum` is)."""

    names: tuple[str, ...]
    meals: int


def months(first: date, today: date) -> list[date]:
    """First days of the months that are over, from that of `first` on."""
    found, month = [], first.replace(day=1)
    while month < today.replace(day=1):
        found.append(month)
        month = _next(month)
    return found


def periods(meals: Mapping[date, int], over: Iterable[date], minimum: int) -> list[Period]:
    """Months (by first day, in order) put together until a period holds `minimum` meals, or none at all.

    The months after the last such period are not told yet.
    """
    told: list[Period] = []
    begun: date | None = None
    waiting = 0
    for month in over:
        begun, waiting = begun or month, waiting + meals.get(month, 0)
        if waiting >= minimum or waiting == 0:
            told.append(Period(begun, _next(month) - timedelta(days=1), waiting))
            begun, waiting = None, 0
    return told


def by_pool(meals: Sequence[tuple[str, int]], minimum: int) -> list[Rounded]:
    """Rows for the public, largest first, what was put together last.

    Pools with fewer than `minimum` are never a row of their own, however near to it, and neither is one alone put
    together: the smallest of the others goes with them.
    """
    few = [one for one in meals if one[1] < minimum]
    many = sorted((one for one in meals if one[1] >= minimum), key=lambda one: (-one[1], one[0]))
    if few and many:
        few.append(many.pop())
    rows = [Rounded((name,), rounded(count, minimum)) for name, count in many]
    if few:
        rows.append(Rounded(tuple(sorted(name for name, _ in few)), rounded(sum(n for _, n in few), minimum)))
    return rows


def rounded(meals: int, minimum: int) -> int:
    return max(0, meals) // minimum * minimum


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)
