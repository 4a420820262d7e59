"""Bar charts drawn by the server: rectangles with numbers, no script, no style attribute. The table says the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LABEL_WIDTH, BAR_WIDTH, VALUE_WIDTH = 170, 400, 90
ROW, BAR, TOP = 34, 20, 4
WIDTH = LABEL_WIDTH + BAR_WIDTH + VALUE_WIDTH


@dataclass(frozen=True, slots=True)
class Bar:
    """`note` stands in the table only (source, n, 秘匿); `value` None means not known or hidden, drawn as a gap."""

    label: str
    value: float | None
    tint: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """One row in drawing units (1/660 of the width)."""

    bar: Bar
    shown: str
    y: int
    text_y: int
    width: float
    value_x: float


@dataclass(frozen=True, slots=True)
class Chart:
    title: str
    unit: str
    shapes: Sequence[Shape]
    height: int
    label_head: str
    bar_x: int = LABEL_WIDTH
    bar_height: int = BAR
    width: int = WIDTH

    @property
    def has_notes(self) -> bool:
        return any(shape.bar.note for shape in self.shapes)


def bars(
    title: str, rows: Iterable[Bar], *, unit: str = "", label_head: str = "", decimals: int = 0
) -> Chart:
    """A horizontal bar chart from 0 to the largest value. Raises ValueError for a negative value."""
    found = list(rows)
    if any(row.value is not None and row.value < 0 for row in found):
        raise ValueError("a bar has no negative length")
    top = max((row.value or 0 for row in found), default=0) or 1
    shapes = [_shape(row, at, top, decimals) for at, row in enumerate(found)]
    return Chart(title, unit, shapes, TOP * 2 + ROW * len(found), label_head)


def _shape(row: Bar, at: int, top: float, decimals: int) -> Shape:
    y = TOP + at * ROW + (ROW - BAR) // 2
    width = round(BAR_WIDTH * (row.value or 0) / top, 1)
    shown = "－" if row.value is None else f"{row.value:,.{decimals}f}"
    return Shape(row, shown, y, y + 15, width, LABEL_WIDTH + width + 8)
