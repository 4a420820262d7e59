"""From counts to five shades and a legend: the picture and the table under it speak of the same steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

_FEW = (1, 2, 3, 5)  # where no district has many: one more place makes a difference one can see
_FEW_MAX = 8


@dataclass(frozen=True, slots=True)
class Shading:
    """`steps` are the lowest counts of shades 1–4; shade 0 is "none"."""

    steps: tuple[int, int, int, int]

    @classmethod
    def of(cls, counts: Iterable[int]) -> Shading:
        """Small counts one by one, larger ones in four equal steps."""
        most = max(counts, default=0)
        if most <= _FEW_MAX:
            return cls(_FEW)
        step = ceil(most / 4)
        return cls((1, step + 1, 2 * step + 1, 3 * step + 1))

    def shade(self, count: int) -> int:
        return sum(count >= step for step in self.steps)

    def legend(self) -> list[tuple[int, str]]:
        """(shade, `0` `1` `3～4` `5～`), from none to most."""
        ends = [step - 1 for step in self.steps[1:]]
        named = [
            str(first) if first == last else f"{first}～{last}"
            for first, last in zip(self.steps, ends, strict=False)
        ]
        return list(enumerate(["0", *named, f"{self.steps[-1]}～"]))
