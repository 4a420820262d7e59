"""Attackers of another make than the engine's own, so that it is not its own judge. They see shown figures only.

`every_way` writes down every table of whole numbers there can be (tiny tables); `with_a_pencil` subtracts and narrows as
somebody with a sheet of paper would; `by_elimination` solves all sums of all releases as one system of equations.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ibasho.base.kernel.disclosure.disclosure import PEOPLE, Key, Shown

Cell = tuple[int, Key]
_PATIENCE = 40  # times through all sheets
Sums = list[tuple[Cell, list[Cell]]]


def sums(releases: list[list[Shown]]) -> Sums:
    """(whole, its parts) of every sum printed anywhere."""
    found: Sums = []
    for at, release in enumerate(releases):
        for one in release:
            names = [dim[0] for dim in one.dims]
            first, second = one.labels(0), one.labels(1) if len(names) > 1 else ()
            for row in first if second else ():
                found.append(
                    (
                        (at, _key(one, {names[0]: row})),
                        [(at, _key(one, {names[0]: row, names[1]: column})) for column in second],
                    )
                )
            if second and one.based:
                parts = [(at, _key(one, {names[1]: column})) for column in second]
                found.append(((at, _key(one, {})), parts))
            if one.exclusive:
                for fixed in [{names[1]: column} for column in second] + [{}]:
                    rows = [(at, _key(one, {names[0]: row, **fixed})) for row in first]
                    found.append(((at, _key(one, fixed)), rows))
    return found


def twins(releases: list[list[Shown]]) -> list[tuple[Cell, Cell, bool]]:
    """(some, all, whether they are the same people) of every figure of those who answered a question, beside the heads."""
    known = numbers(releases)
    return [
        ((at, key), (at, (PEOPLE, key[1])), one.all_of_them)
        for at, release in enumerate(releases)
        for one in release
        for key in one.cells()
        if one.within and (at, (PEOPLE, key[1])) in known
    ]


def numbers(releases: list[list[Shown]]) -> dict[Cell, int | None]:
    return {
        (at, key): n
        for at, release in enumerate(releases)
        for one in release
        for key, n in one.cells().items()
    }


def by_elimination(releases: list[list[Shown]]) -> list[Cell]:
    """Hidden cells that the sums alone determine."""
    hidden = [cell for cell, n in numbers(releases).items() if n is None]
    place = {cell: at for at, cell in enumerate(hidden)}
    rows = []
    same = [(every, [some]) for some, every, is_same in twins(releases) if is_same]
    for whole, parts in [*sums(releases), *same]:
        row = np.zeros(len(hidden))
        for cell, sign in [(whole, -1.0), *((part, 1.0) for part in parts)]:
            if cell in place:
                row[place[cell]] += sign
        rows.append(row)
    if not rows or not hidden:
        return []
    _u, values, axes = np.linalg.svd(np.array(rows))
    free = axes[int((values > 1e-9).sum()) :]  # what may still move
    return [cell for cell in hidden if not len(free) or np.abs(free[:, place[cell]]).max() < 1e-9]


def with_a_pencil(releases: list[list[Shown]], minimum: int) -> list[Cell]:
    """Hidden cells narrowed to less than `minimum` by going through all sums and all releases until nothing changes
    (or the patience is at its end)."""
    known = numbers(releases)
    low = {cell: 0 if n is None else n for cell, n in known.items()}
    high = {cell: 10**6 if n is None else n for cell, n in known.items()}
    for _round in range(_PATIENCE):
        before = dict(low), dict(high)
        for whole, parts in sums(releases):
            high[whole] = min(high[whole], sum(high[part] for part in parts))
            low[whole] = max(low[whole], sum(low[part] for part in parts))
            for part in parts:
                others = [one for one in parts if one != part]
                high[part] = min(high[part], high[whole] - sum(low[one] for one in others))
                low[part] = max(low[part], low[whole] - sum(high[one] for one in others))
        for some, every, is_same in twins(releases):
            high[some], low[every] = min(high[some], high[every]), max(low[every], low[some])
            if is_same:
                high[every], low[some] = min(high[some], high[every]), max(low[every], low[some])
        for at, key in known:
            later = next((one for one in range(at + 1, len(releases)) if (one, key) in known), None)
            if later is not None:
                low[later, key] = max(low[later, key], low[at, key])
                high[at, key] = min(high[at, key], high[later, key])
        if before == (low, high):
            break
    return [cell for cell, n in known.items() if n is None and high[cell] - low[cell] < minimum]


def every_way(releases: list[Shown], most: int) -> list[tuple[int, Key, int]]:
    """(release, key, how wide) of every hidden cell of one exclusive table shown month by month: all figures that could
    stand there, none of more than `most` people."""
    ways = [_ways(one, most) for one in releases]
    fits = [np.ones(len(one), bool) for one in ways]
    for at in range(
        len(ways) - 1
    ):  # a month is possible where some later one is at least as large everywhere
        before, after = ways[-2 - at], ways[-1 - at][fits[-1 - at]]
        fits[-2 - at] &= _below(before, after)
    for at in range(len(ways) - 1):
        fits[at + 1] &= _below(-ways[at + 1], -ways[at][fits[at]])
    widths = []
    for at, one in enumerate(releases):
        possible = ways[at][fits[at]]
        assert len(possible)
        for key, n in one.cells().items():
            if n is None:
                values = possible @ _weights(one, key)
                widths.append((at, key, int(values.max() - values.min())))
    return widths


def _below(some: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.bool_]:
    return np.array([bool((one <= others).all(axis=1).any()) for one in some], bool)


def _ways(one: Shown, most: int) -> NDArray[np.int64]:
    """int[ways][inner cells]"""
    inner = [number for row in one.counts for number in row]
    totals = range(most + 1) if one.total is None else (one.total,)
    found = np.array([way for total in totals for way in _parts(inner, total)], np.int64)
    keep = np.ones(len(found), bool)
    for key, n in one.cells().items():
        if n is not None:
            keep &= found @ _weights(one, key) == n
    return found[keep]


def _parts(inner: list[int | None], total: int) -> Iterator[tuple[int, ...]]:
    if not inner:
        if total == 0:
            yield ()
        return
    for first in range(total + 1) if inner[0] is None else (inner[0],):
        if first <= total:
            for rest in _parts(inner[1:], total - first):
                yield (first, *rest)


def _weights(one: Shown, key: Key) -> NDArray[np.int64]:
    """Which inner cells this cell is the sum of."""
    wanted = dict(key[1])
    columns = one.labels(1) if len(one.dims) > 1 else ("",)
    return np.array(
        [
            wanted.get(one.dims[0][0], row) == row
            and (len(one.dims) < 2 or wanted.get(one.dims[1][0], column) == column)
            for row in one.labels(0)
            for column in columns
        ],
        np.int64,
    )


def _key(one: Shown, labels: dict[str, str]) -> Key:
    return one.of, tuple(sorted(labels.items()))
