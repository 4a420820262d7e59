"""Hours in short supply, from what one more provider there would bring: a picture of the week and its table. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

LEAST = 0.05  # visits: less is the rounding of a proof
FIRST, LAST = 12, 44  # half hours shown at least: 6:00 to 22:00
LEVELS = ((1.0, 3), (0.5, 2), (LEAST, 1))
WEEKDAYS = "月火水木金土日"
WORDS = "この時間の 提供会員が 足りません"
Short = list[tuple[int, int, float]]


@dataclass(frozen=True, slots=True)
class Cell:
    """Half an hour: `level` 0 enough to 3 short; `x`, `y` in cells of the picture."""

    weekday: int
    half_hour: int
    level: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of the table: `15:00～17:00`, how much one more provider would bring at its dearest half hour."""

    day: str
    hours: str
    more: float
    level: int


def short(prices: Sequence[Sequence[float]]) -> Short:
    """The half hours with a price, for Plan.facts."""
    return [
        (weekday, half, round(price, 2))
        for weekday, day in enumerate(prices)
        for half, price in enumerate(day)
        if price >= LEAST
    ]


def cells(found: Sequence[Sequence[Any]]) -> list[Cell]:
    """Every half hour of the waking day, each weekday a row."""
    prices = {(int(day), int(half)): float(price) for day, half, price in found}
    first, last = span(found)
    return [
        Cell(day, half, level(prices.get((day, half), 0.0)), half - first, day)
        for day in range(7)
        for half in range(first, last)
    ]


def span(found: Sequence[Sequence[Any]]) -> tuple[int, int]:
    halves = [int(half) for _day, half, _price in found]
    return min([FIRST, *halves]), max([LAST, *(half + 1 for half in halves)])


def level(price: float) -> int:
    return next((step for least, step in LEVELS if price >= least), 0)


def lines(found: Sequence[Sequence[Any]]) -> list[Line]:
    """Half hours of one day that touch and are as short as each other are one line; the shortest first."""
    runs: list[list[tuple[int, int, float]]] = []
    for day, half, price in sorted((int(day), int(half), float(price)) for day, half, price in found):
        before = runs[-1][-1] if runs else None
        if before and before[0] == day and before[1] == half - 1 and level(before[2]) == level(price):
            runs[-1].append((day, half, price))
        else:
            runs.append([(day, half, price)])
    made = [
        Line(
            WEEKDAYS[run[0][0]], f"{_clock(run[0][1])}～{_clock(run[-1][1] + 1)}", max(one[2] for one in run),
            level(run[0][2]),
        )
        for run in runs
    ]  # fmt: skip
    return sorted(made, key=lambda one: -one.level)


def _clock(half: int) -> str:
    return f"{half // 2}:{half % 2 * 30:02}"
