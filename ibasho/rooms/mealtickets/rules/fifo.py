"""How much of a gift has been eaten: the oldest yen are eaten first. Pure.

The yen of a pool lie in one row in the order in which they came. Children have eaten the first `eaten` of them;
the last `moved` went on to the reserve or another pool (expiry, or by hand); those between still wait. Only sums are
needed, so a gift of years ago is answered as fast as one of today.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

BATCH_MEALS = 5


@dataclass(frozen=True, slots=True)
class Slice:
    """A gift's `yen` in one pool, behind `start` yen of earlier ones; `total` came in, `eaten` and `moved` went."""

    start: int
    yen: int
    total: int
    eaten: int
    moved: int


@dataclass(frozen=True, slots=True)
class Part:
    """`eaten + moved + waiting` is the whole slice."""

    eaten: int = 0
    moved: int = 0
    waiting: int = 0

    def __add__(self, other: Part) -> Part:
        return Part(self.eaten + other.eaten, self.moved + other.moved, self.waiting + other.waiting)


@dataclass(frozen=True, slots=True)
class News:
    """What the giver is told: `yen` and `meals` in batches, so that no single meal can be picked out."""

    yen: int
    meals: int
    all_eaten: bool


def part(one: Slice) -> Part:
    """Raises ValueError for sums that can't be: more gone than came."""
    if min(one.start, one.yen, one.eaten, one.moved) < 0 or one.eaten + one.moved > one.total:
        raise ValueError(f"these sums do not tie out: {one}")
    end = one.start + one.yen
    eaten = _overlap(one.start, end, 0, one.eaten)
    moved = _overlap(one.start, end, one.total - one.moved, one.total)
    return Part(eaten, moved, one.yen - eaten - moved)


def whole(slices: Iterable[Slice]) -> Part:
    return sum((part(one) for one in slices), Part())


def news(yen: int, eaten: int, *, meal_yen: int) -> News:
    """`meal_yen` is what the fund reckons for a meal. All eaten is told to the yen; before that by five meals."""
    if yen > 0 and eaten >= yen:
        return News(yen, max(1, yen // meal_yen), all_eaten=True)
    meals = eaten // meal_yen // BATCH_MEALS * BATCH_MEALS
    return News(meals * meal_yen, meals, all_eaten=False)


def _overlap(start: int, end: int, other_start: int, other_end: int) -> int:
    return max(0, min(end, other_end) - max(start, other_start))
