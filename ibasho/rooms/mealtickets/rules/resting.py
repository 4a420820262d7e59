"""What a pool keeps for the long holidays that lie ahead of it: its part by the meals expected then. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from ibasho.rooms.mealtickets.rules.forecast import Profile


@dataclass(frozen=True, slots=True)
class Rest:
    """A long holiday, both days inclusive."""

    name: str
    first: date
    last: date

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Kept:
    """`meals` of what the pool holds are for this holiday; `wanted` meals are expected to be eaten in it. `known`: by
    holidays the city has seen, else by めやす."""

    rest: Rest
    meals: int
    wanted: int
    known: bool

    @property
    def is_short(self) -> bool:
        return self.meals < self.wanted

    @property
    def words(self) -> str:
        """One sentence for people."""
        days = f"{self.rest.first.month}月{self.rest.first.day}日～{self.rest.last.month}月{self.rest.last.day}日"
        said = "前の 長い休みから" if self.known else "めやす"
        short = f"足りない見こみです：あと {self.wanted - self.meals}食。" if self.is_short else ""
        return (
            f"{self.rest.name}（{days}）に {self.meals}食を とっておきます"
            f"（使われる見こみ {self.wanted}食、{said}）。{short}"
        )


def kept(
    *, held_meals: int, seen: Profile, rests: Sequence[Rest], today: date, until: date,
    open_on: Callable[[date], bool] | None = None,
) -> list[Kept]:  # fmt: skip
    """Of the holidays ahead that begin by `until`. Empty while too little is known. `open_on`: as `forecast.forecast`."""
    ahead = [one for one in rests if one.last >= today and one.first <= until]
    if not ahead or not seen.enough:
        return []
    span = [today + timedelta(days=n) for n in range((until - today).days + 1)]
    days = [day for day in span if open_on is None or open_on(day)]
    whole = _expected(seen, days, rests)
    found = []
    for one in ahead:
        part = _expected(seen, (day for day in days if one.covers(day)), rests)
        share = held_meals * part / whole if whole else 0.0
        found.append(Kept(one, min(int(share), ceil(part)), ceil(part), seen.holiday is not None))
    return found


def _expected(seen: Profile, days: Iterable[date], rests: Sequence[Rest]) -> float:
    return sum(seen.expected(day, any(one.covers(day) for one in rests)) for day in days)
