"""The year in numbers: shares, the middle one, and which cells may be read by whom."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

HIDDEN = None  # a cell that is not shown: too few
Shown = int | None
# From two of these and the number of all asked for the third follows: they are hidden together.
TOGETHER = (("served", "unmet", "served_share"), ("used", "use_share"))


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the yearly table. `of`: how many cases it rests on where it is a share or a middle. `few`: the number
    of people or cases behind it, by which it is hidden from who does not advise (None: tells of nobody)."""

    code: str
    label: str
    value: float | int | None
    unit: str
    meaning: str
    of: int | None = None
    few: int | None = None

    def is_hidden(self, minimum: int) -> bool:
        return self.few is not None and is_few(self.few, minimum)


def seen(figures: Sequence[Figure], minimum: int, also: Collection[str] = ()) -> list[Figure]:
    """As everybody may read them: without value and cases where a figure speaks of too few, and without those from which
    such a one could be worked out (`TOGETHER`, and `also`: codes that a table beside them would give away)."""
    hidden = {one.code for one in figures if one.is_hidden(minimum)} | set(also)
    for codes in TOGETHER:
        if hidden & set(codes):
            hidden |= set(codes)
    return [replace(one, value=HIDDEN, of=None, few=1) if one.code in hidden else one for one in figures]


def is_few(count: int, minimum: int) -> bool:
    """Zero says nothing about anybody; one to `minimum` − 1 may."""
    return 0 < count < minimum


def share(part: int, whole: int) -> float | None:
    """Percent with one digit; None of nothing."""
    return round(100 * part / whole, 1) if whole else None


def median_hours(waits: Sequence[timedelta]) -> float | None:
    """The middle wait in hours, of two middles the mean; None where nobody waited."""
    if not waits:
        return None
    hours = sorted(one.total_seconds() / 3_600 for one in waits)
    middle = len(hours) // 2
    found = hours[middle] if len(hours) % 2 else (hours[middle - 1] + hours[middle]) / 2
    return round(found, 1)


def with_sums(cells: Sequence[Sequence[int]]) -> list[list[int]]:
    """The table with the sum of each row as its last column; of more than one row the sum of each column below."""
    found = [[*row, sum(row)] for row in cells]
    return found if len(found) < 2 else [*found, [sum(column) for column in zip(*found, strict=True)]]


def hide(cells: Sequence[Sequence[int]], minimum: int) -> list[list[Shown]]:
    """A table with its sums (`with_sums`), without cells of 1 to `minimum` − 1. One hidden cell alone in a row or column
    could be worked out from the rest, so the smallest beside it goes too, until none stands alone."""
    shown: list[list[Shown]] = [
        [HIDDEN if is_few(value, minimum) else value for value in row] for row in cells
    ]
    while _hide_one_more(shown):
        pass
    return shown


def _hide_one_more(shown: list[list[Shown]]) -> bool:
    """Hides the neighbour of a cell that stands hidden alone; False where no cell does."""
    width = len(shown[0]) if shown else 0
    lines = [[(y, x) for x in range(width)] for y in range(len(shown))]
    lines += [[(y, x) for y in range(len(shown))] for x in range(width)]
    for line in lines:
        alone = [spot for spot in line if shown[spot[0]][spot[1]] is HIDDEN]
        others = [spot for spot in line if spot not in alone]
        if len(alone) == 1 and others:
            y, x = min(others, key=lambda spot: _cost(shown, spot))
            shown[y][x] = HIDDEN
            return True
    return False


def _cost(shown: list[list[Shown]], spot: tuple[int, int]) -> tuple[bool, int, int, int]:
    """The smallest that is not nothing goes first: a zero says less, but is seen to be hidden for no reason."""
    value = shown[spot[0]][spot[1]] or 0
    return value == 0, value, *spot
