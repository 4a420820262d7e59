"""Bar charts drawn by the server: a word, a bar, a number; no script, no style attribute. The table says the same.

Only the bar is a drawing: words and numbers are text of the page, so that none is cut off or too small on a phone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BAR_WIDTH = 400


@dataclass(frozen=True, slots=True)
class Bar:
    """`note` stands in the table only (source, n, 秘匿); `value` None means not known or hidden, drawn as a gap."""

    label: str
    value: float | None
    tint: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """One row; `width` of BAR_WIDTH."""

    bar: Bar
    shown: str
    width: float


@dataclass(frozen=True, slots=True)
class Chart:
    title: str
    unit: str
    shapes: Sequence[Shape]
    label_head: str
    width: int = BAR_WIDTH

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
    return Chart(title, unit, [_shape(row, top, decimals) for row in found], label_head)


def _shape(row: Bar, top: float, decimals: int) -> Shape:
    shown = "－" if row.value is None else f"{row.value:,.{decimals}f}"
    return Shape(row, shown, round(BAR_WIDTH * (row.value or 0) / top, 1))
