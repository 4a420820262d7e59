"""How often papers were opened, without giving a few away. Pure.

1 to 4 is told as 「1～4」. A sum is told from what stands in the table and nothing else: where a part is 1～4 the sum is a
span, so that nobody gets the part by taking the others from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FEW = 5  # from here on a number is told


@dataclass(frozen=True, slots=True)
class Told:
    """Between `low` and `high`; the same where it is told exactly."""

    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.low:,}" if self.low == self.high else f"{self.low:,}～{self.high:,}"

    @property
    def exact(self) -> int | None:
        return self.low if self.low == self.high else None


def told(times: int) -> Told:
    return Told(1, FEW - 1) if 0 < times < FEW else Told(times, times)


def shown(times: int) -> str:
    return str(told(times))


def total(parts: Iterable[Told]) -> Told:
    """A span as wide as its parts leave it."""
    found = list(parts)
    return Told(sum(one.low for one in found), sum(one.high for one in found))


@dataclass(frozen=True, slots=True)
class Row:
    """`cells`: one for each month; `total` of them."""

    label: str
    cells: tuple[Told, ...]

    @property
    def total(self) -> Told:
        return total(self.cells)


def rows(labels: Sequence[str], counts: Sequence[Sequence[int]]) -> list[Row]:
    """int[labels][months] → rows as they are shown."""
    return [Row(label, tuple(told(n) for n in line)) for label, line in zip(labels, counts, strict=True)]


def columns(found: Sequence[Row], months: int) -> Row:
    """The last line of the table: sums of what is shown."""
    return Row("合計", tuple(total(row.cells[at] for row in found) for at in range(months)))
