"""A week as rows of an integer program. Columns: one for each open pair, then the steps of each provider (its first visit,
its second …: each costs more fairness than the one before), then one for each visit that nobody of ours would take."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ibasho.rooms.familysupport.engine import excluding
from ibasho.rooms.familysupport.engine.checking import DAY, DAYS
from ibasho.rooms.familysupport.engine.narrowing import Core, Long
from ibasho.rooms.familysupport.engine.problem import Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Row r is `low[r]` ≤ Σ value · column ≤ `high[r]` over `start[r]:start[r+1]` of `index`, `value`. The first `always`
    rows are the frame; the others are the sets of pairs that exclude each other, needed only where they bite."""

    start: Long
    index: Ints
    value: Floats
    low: Floats
    high: Floats
    always: int

    @property
    def lengths(self) -> Long:
        return self.start[1:] - self.start[:-1]

    def sums(self, x: Floats) -> Floats:
        """What each row comes to."""
        if not len(self.index):
            return np.zeros(len(self.low))
        return np.add.reduceat(self.value * x[self.index], self.start[:-1])

    def weighed(self, dual: Floats, columns: int) -> Floats:
        """What the rows together ask of each column."""
        asked = self.value * np.repeat(dual, self.lengths)
        return np.bincount(self.index, weights=asked, minlength=columns).astype(np.float64)

    def of(self, rows: NDArray[np.integer]) -> tuple[Long, Ints, Floats]:
        """Some rows: start, index, value."""
        lengths = self.lengths[rows]
        start = np.concatenate([[0], np.cumsum(lengths)])
        entry = np.arange(start[-1]) + np.repeat(self.start[rows] - start[:-1], lengths)
        return start, self.index[entry], self.value[entry]


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """`steps` begin at `pairs`, `missing` after them; `step_cost`: what a step adds to the spread; `asked`: the visits
    that have any pair, in the order of `missing`."""

    pairs: int
    step_provider: Long
    step_cost: Long
    asked: Long

    @property
    def missing(self) -> int:
        return self.pairs + len(self.step_cost)

    @property
    def size(self) -> int:
        return self.missing + len(self.asked)


def columns(core: Core) -> Columns:
    able = np.bincount(core.provider, minlength=core.week.providers)
    room = np.minimum(np.maximum(core.limits[:, DAYS], 0), able)
    provider = np.repeat(np.arange(core.week.providers), room)
    number = np.arange(len(provider)) - np.repeat(np.cumsum(room) - room, room)
    cost = 2 * (core.load[provider] + number) + 1
    return Columns(core.pairs, provider, cost, np.flatnonzero(np.diff(core.first)))


def rows(core: Core, of: Columns) -> Rows:
    """All rows of a week, the frame first."""
    parts = [_visits(core, of), _helpers(core, of), _days(core)]
    frame = sum(len(part[1]) for part in parts)
    parts.append(_excluding(core))
    size = sum(len(part[1]) for part in parts)
    start, low, high = np.zeros(size + 1, np.int64), np.full(size, -np.inf), np.empty(size)
    start[1:] = np.cumsum(np.concatenate([part[0] for part in parts]))
    high[:] = np.concatenate([part[1] for part in parts])
    helpers = slice(len(parts[0][1]), len(parts[0][1]) + len(parts[1][1]))
    low[helpers] = 0.0
    index = np.concatenate([part[2] for part in parts]).astype(np.int32)
    value = np.ones(len(index))
    steps = (index >= of.pairs) & (index < of.missing)
    value[steps] = -1.0
    return Rows(start, index, value, low, high, frame)


Part = tuple[Long, Floats, Long]  # lengths, high, index


def _visits(core: Core, of: Columns) -> Part:
    """Each visit once at most: by one of ours, or missing."""
    lengths = np.diff(core.first)[of.asked]
    owner = np.concatenate([np.repeat(np.arange(len(of.asked)), lengths), np.arange(len(of.asked))])
    index = np.concatenate([np.arange(core.pairs), of.missing + np.arange(len(of.asked))])
    return lengths + 1, np.ones(len(of.asked)), index[np.argsort(owner, kind="stable")]


def _helpers(core: Core, of: Columns) -> Part:
    """A provider's visits are as many as its steps; that is its week's limit too."""
    owner = np.concatenate([core.provider, of.step_provider])
    index = np.concatenate([np.arange(core.pairs), of.pairs + np.arange(len(of.step_cost))])
    lengths = np.bincount(owner, minlength=core.week.providers)
    return lengths[lengths > 0], np.zeros(int((lengths > 0).sum())), index[np.argsort(owner, kind="stable")]


def _days(core: Core) -> Part:
    """A provider's visits of a day, where there could be too many."""
    key = core.provider.astype(np.int64) * DAYS + core.week.starts[core.visit] // DAY
    order = np.argsort(key, kind="stable")
    lengths = np.bincount(key, minlength=core.week.providers * DAYS)
    high = core.limits[:, :DAYS].ravel().astype(np.float64)
    kept = lengths > np.maximum(high, 0)
    return lengths[kept], high[kept], order[kept[key[order]]]


def _excluding(core: Core) -> Part:
    """The sets of excluding.cliques."""
    order = np.lexsort((core.visit, core.week.starts[core.visit], core.provider))
    first = np.searchsorted(core.provider[order], np.arange(core.week.providers + 1))
    week = core.week
    edge, item = excluding.cliques(first, order, core.visit, week.mode, week.starts, week.ends, week.gaps)
    return np.diff(edge), np.ones(len(edge) - 1), item.astype(np.int64)
