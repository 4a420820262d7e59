"""What anybody knows of the hidden cells: what is shown, what must add up, and that counts only grow (or stay, where they are settled). Pure.

One column for each cell that is not known; rows say low ≤ Σ value · cell ≤ high. What a row says of one cell alone becomes
the bound of its column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ibasho.base.kernel.disclosure.tables import Key, Shown

Floats = NDArray[np.float64]
Cell = tuple[int, Key]  # (release, key)
Row = tuple[dict[Cell, int], float, float]
_ANY = float("inf")


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """`column` of each unknown cell; `low` and `high` float64[columns]; `rows` with columns instead of cells. `clash`: no
    figures satisfy it all (somebody took back what was counted)."""

    column: dict[Cell, int]
    low: Floats
    high: Floats
    rows: tuple[tuple[dict[int, int], float, float], ...]
    clash: bool


def known(releases: Sequence[Sequence[Shown]], open_release: int = -1, cap: float = _ANY) -> Known:
    """`open_release`: this one's cells are all columns, shown or not. `cap`: above every figure that could be meant."""
    numbers = {(at, key): number for at, release in enumerate(releases) for table in release
               for key, number in table.cells().items()}  # fmt: skip
    column: dict[Cell, int] = {}
    for cell, number in numbers.items():
        if number is None or cell[0] == open_release:
            column[cell] = len(column)
    low, high = np.zeros(len(column)), np.full(len(column), cap)
    rows, clash = {}, False
    for cells, least, most in _all_rows(releases, numbers):
        inside = {column[cell]: times for cell, times in cells.items() if cell in column}
        told = sum(times * (numbers[cell] or 0) for cell, times in cells.items() if cell not in column)
        least, most = least - told, most - told
        if len(inside) > 1:
            rows[tuple(sorted(inside.items())), least, most] = inside
        elif inside:
            ((one, times),) = inside.items()
            ends = sorted((least / times, most / times))
            low[one], high[one] = max(low[one], ends[0]), min(high[one], ends[1])
        else:
            clash = clash or least > 0 or most < 0
    told_rows = tuple((inside, least, most) for (_same, least, most), inside in rows.items())
    return Known(column, low, high, told_rows, clash or bool((low > high).any()))


def _all_rows(releases: Sequence[Sequence[Shown]], numbers: dict[Cell, int | None]) -> Iterator[Row]:
    before: dict[Key, int] = {}
    settled: set[Key] = set()
    for at, release in enumerate(releases):
        grows = all(table.grows for table in release)
        keys = dict.fromkeys(key for table in release for key in table.cells())
        for table in release:
            for weights, least, most in _sums(table):
                yield {(at, key): times for key, times in weights.items()}, least, most
            for key in table.cells():
                wider = table.within, key[1]
                if table.within and wider in keys:
                    yield {(at, wider): 1, (at, key): -1}, 0.0, 0.0 if table.all_of_them else _ANY
        for key in keys:
            if grows and key in before:
                yield {(at, key): 1, (before[key], key): -1}, 0.0, 0.0 if key in settled else _ANY
            before[key] = at
        settled = {key for table in release for key in table.cells() if table.is_settled(key)}


def _sums(table: Shown) -> Iterator[tuple[dict[Key, int], float, float]]:
    """The margins of one table."""
    first = [(table.dims[0][0], label) for label in table.labels(0)]
    others = [(table.dims[1][0], label) for label in table.labels(1)] if len(table.dims) > 1 else []
    for row in first if others else ():
        yield _equal(table.key(row), [table.key(row, column) for column in others])
    if not table.based:
        return
    if others:
        yield _equal(table.key(), [table.key(column) for column in others])
    for column in [*((one,) for one in others), ()]:
        whole, parts = table.key(*column), [table.key(row, *column) for row in first]
        if table.exclusive:
            yield _equal(whole, parts)
            continue
        for part in parts:
            yield {whole: 1, part: -1}, 0.0, _ANY
        if table.least:
            yield {whole: -table.least, **dict.fromkeys(parts, 1)}, 0.0, _ANY
        if table.most:
            yield {whole: table.most, **dict.fromkeys(parts, -1)}, 0.0, _ANY


def _equal(whole: Key, parts: list[Key]) -> tuple[dict[Key, int], float, float]:
    return {whole: -1, **dict.fromkeys(parts, 1)}, 0.0, 0.0
