"""The proof: through what the bound at the root has left open (branch and Benders cut)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ibasho.rooms.reach.engine.covering import Floats
from ibasho.rooms.reach.engine.local_search import WHOLE, Search
from ibasho.rooms.reach.engine.master import Master, Solved
from ibasho.rooms.reach.engine.narrowed import Narrowed
from ibasho.rooms.reach.engine.progress import Progress
from ibasho.rooms.reach.engine.relaxing import cut_between, fixed, settle

PIECES = 12  # few clusters: the programs are many and must be quick
ROUNDS = 20  # of cuts at one node
TAIL = 2e-4
OLD_POINTS = 8  # of the root, at which cuts are made to begin with
GOOD = 0.005


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """Bounds of the columns still free here, float64[c] each; no answer here is worth more than `bound`."""

    low: Floats
    high: Floats
    bound: float


class Tree:
    """What is still open of one narrowed problem, the deepest last."""

    def __init__(
        self, small: Narrowed, points: list[Floats], bound: float, progress: Progress, seed: int
    ) -> None:
        """`points` float64[c] each: where cuts helped at the root."""
        self.small = small
        self.progress = progress
        self.search = Search(small, seed)
        self.master = Master(small, PIECES)
        columns = self.master.columns
        self._core = points[-1]
        self._weight = np.sqrt(self.search.brought)
        self._open = [Node(np.zeros(columns), np.ones(columns), bound)]
        self._closed = -np.inf
        for point in points[-OLD_POINTS:]:
            self.master.cut(point, None)

    def search_all(self) -> None:
        """Until nothing is open, or the time is over."""
        while self._open and not self.progress.over:
            node = self._next()
            if node.bound > self.progress.cutoff:
                self._open.extend(self._children(node))
            else:
                self._close(node.bound)
            self._tighten()
        if not self._open:
            self.progress.tighter(max(self._closed, self.progress.value))

    def _next(self) -> Node:
        """The most promising until the gap is worth showing; then the deepest, which is next to the last one solved."""
        if self.progress.gap <= GOOD:
            return self._open.pop()
        return self._open.pop(max(range(len(self._open)), key=lambda at: (self._open[at].bound, at)))

    def _close(self, bound: float) -> None:
        """Something worth up to this was left aside, because that is no better than what is there."""
        self._closed = max(self._closed, bound)

    def _tighten(self) -> None:
        """What is open and what was left aside bound the whole."""
        if self._open:
            self.progress.tighter(max(self._closed, max(node.bound for node in self._open)))

    def _children(self, node: Node) -> list[Node]:
        """Two halves of the node, the one that opens the column on top; none where nothing better is there."""
        self.master.bind(node.low, node.high)
        solved = self._bounded(node)
        if solved is None:
            self._close(min(node.bound, self.progress.cutoff))
            return []
        settle(self.small, self.search, solved, self.progress)
        bound = self.small.base + solved.bound
        split = self._split(solved)
        if bound <= self.progress.cutoff:
            self._close(bound)
        if bound <= self.progress.cutoff or split is None:
            return []
        never, always = fixed(self.small, solved, self.progress)
        low, high = np.where(always, 1.0, node.low), np.where(never, 0.0, node.high)
        return [_with(Node(low, high, bound), split, 0.0), _with(Node(low, high, bound), split, 1.0)]

    def _bounded(self, node: Node) -> Solved | None:
        """Program and cuts at this node, until it is closed (None) or cuts help no more. A whole answer is cut until
        its thetas are exact."""
        before, turn = np.inf, 0
        while (solved := self._solved()) is not None:
            core = np.clip(self._core, node.low, node.high)
            tired = turn > 1 and before - solved.bound < TAIL * abs(solved.bound)
            fractional = _fractional(solved).max() > WHOLE
            if fractional and (tired or turn >= ROUNDS) or cut_between(self.master, solved, core) is None:
                return solved
            before, turn = solved.bound, turn + 1
        return None

    def _solved(self) -> Solved | None:
        self.master.stop_below(self.progress.cutoff - self.small.base)
        solved = self.master.solve()
        self.progress.rounds += 1
        if solved is not None:
            self.master.forget()
            self._core = (self._core + solved.y) / 2
        return solved

    def _split(self, solved: Solved) -> int | None:
        """The column to branch on: the most fractional, the weightier the sooner; None where all are whole."""
        fractional = _fractional(solved)
        return int(np.argmax(fractional * self._weight)) if fractional.max() > WHOLE else None


def _fractional(solved: Solved) -> Floats:
    return np.asarray(np.minimum(solved.y, 1 - solved.y), np.float64)


def _with(node: Node, column: int, value: float) -> Node:
    low, high = node.low.copy(), node.high.copy()
    low[column] = high[column] = value
    return Node(low, high, node.bound)
