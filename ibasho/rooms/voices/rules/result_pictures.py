"""Results as an eight-year-old reads them: rows of children, towers of balls, a podium, faces. Pure.

One figure stands for so many people, the same on the whole page, and a part of a figure for a part of them: the area
drawn is in proportion to the number. What is hidden is drawn as a gap and never guessed from what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

CELL = 24  # one figure: 24 × 24
PER_ROW = 10
ROWS_MAX = 2
TOWER_MAX = 12
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)


@dataclass(frozen=True, slots=True)
class Thing:
    """What could be chosen. `value` None: hidden."""

    words: str
    picture: str
    value: int | None


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of figures: from `x`, `y`, of `width` × `height`."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """`place` 1–3 on the podium, 0 beside it. `bars` fill a box of `width` × `height`."""

    thing: Thing
    bars: tuple[Bar, ...] = ()
    width: int = 0
    height: int = 0
    place: int = 0

    @property
    def hidden(self) -> bool:
        return self.thing.value is None


@dataclass(frozen=True, slots=True)
class Picture:
    """`shape`: rows, towers, podium, faces. `each`: so many people one figure stands for."""

    shape: str
    each: int
    drawn: tuple[Drawn, ...]

    @property
    def is_whole(self) -> bool:
        return not any(one.hidden for one in self.drawn)


def each(values: Sequence[int | None], figures: int) -> int:
    """The smallest round number of people per figure with which the largest value needs no more than `figures`."""
    top = max((one for one in values if one is not None), default=0)
    return next((step for step in _STEPS if top <= step * figures), ceil(top / figures))


def rows(things: Sequence[Thing], unit: int = 0) -> Picture:
    """Rows of children, ten in a row. `unit`: people per figure, 0 where the picture stands alone."""
    unit = unit or each([one.value for one in things], PER_ROW * ROWS_MAX)
    drawn = []
    for thing in things:
        bars = _rows((thing.value or 0) / unit)
        height = max((round(bar.y + bar.height) for bar in bars), default=CELL)
        drawn.append(Drawn(thing, bars, PER_ROW * CELL, height))
    return Picture("rows", unit, tuple(drawn))


def towers(things: Sequence[Thing]) -> Picture:
    """Balls one upon another, from the ground up; each box is as tall as its tower."""
    unit = each([one.value for one in things], TOWER_MAX)
    drawn = []
    for thing in things:
        tall = round(CELL * (thing.value or 0) / unit, 1)
        box = CELL * ceil(tall / CELL) or 1
        bars = (Bar(0, round(box - tall, 1), CELL, tall),) if tall else ()
        drawn.append(Drawn(thing, bars, CELL, box))
    return Picture("towers", unit, tuple(drawn))


def faces(things: Sequence[Thing]) -> Picture:
    """Five faces, each with a row of children as long as it was chosen often."""
    made = rows(things)
    return Picture("faces", made.each, made.drawn)


def on_one_scale(found: Sequence[Picture]) -> list[Picture]:
    """The pictures of one page: in all rows of children a child stands for as many people. Others stay as they are."""
    in_rows = ("rows", "faces")
    unit = max((one.each for one in found if one.shape in in_rows), default=0)
    return [
        replace(rows([drawn.thing for drawn in one.drawn], unit), shape=one.shape)
        if one.shape in in_rows
        else one
        for one in found
    ]


def podium(things: Sequence[Thing]) -> Picture:
    """First, second, third, where every number is known; else nobody can say who stands where, and rows are drawn."""
    plain = rows(things)
    if not plain.is_whole or len(things) < 2:
        return plain
    values = sorted((one.value or 0 for one in things), reverse=True)
    placed = sorted(
        (
            Drawn(one.thing, one.bars, one.width, one.height, _place(values, one.thing.value))
            for one in plain.drawn
        ),
        key=lambda one: -(one.thing.value or 0),
    )
    return Picture("podium", plain.each, tuple(placed))


def first(picture: Picture) -> tuple[Thing, ...]:
    """Who was chosen most; nobody while a number is hidden, or where everything is alike."""
    if not picture.is_whole or not picture.drawn:
        return ()
    top = max(one.thing.value or 0 for one in picture.drawn)
    found = tuple(one.thing for one in picture.drawn if one.thing.value == top)
    return found if top and len(found) < len(picture.drawn) else ()


def _place(values: Sequence[int], value: int | None) -> int:
    place = values.index(value or 0) + 1
    return place if place <= 3 else 0


def _rows(figures: float) -> tuple[Bar, ...]:
    full, rest = divmod(figures, PER_ROW)
    bars = [Bar(0, at * CELL, PER_ROW * CELL, CELL) for at in range(int(full))]
    if rest > 0:
        bars.append(Bar(0, int(full) * CELL, round(rest * CELL, 1), CELL))
    return tuple(bars)
