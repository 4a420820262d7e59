"""Compiled loops: which pairs are possible beside what is settled, and which exclude each other."""

from __future__ import annotations

from typing import Any

import numpy as np

from ibasho.base.kernel.compiled import kernel

NOBODY = -1
DAY = 1_440


@kernel
def apart(i: Any, j: Any, starts: Any, ends: Any, gap: Any) -> Any:
    """Whether one person can take both: time enough for the way from the earlier to the later."""
    return starts[j] - ends[i] >= gap[i, j] or starts[i] - ends[j] >= gap[j, i]


@kernel
def open_pairs(
    visit: Any, provider: Any, starts: Any, ends: Any, mode: Any, gaps: Any, pinned: Any, pin_first: Any,
    pin_visit: Any, busy_first: Any, busy_starts: Any, busy_ends: Any, limits: Any,
) -> Any:  # fmt: skip
    """Which pairs are still possible beside what is taken already: bool[k]. A pinned visit has none."""
    able = np.zeros(len(visit), np.bool_)
    for k in range(len(visit)):
        i, p = visit[k], provider[k]
        if pinned[i] != NOBODY or limits[p, 7] <= 0 or limits[p, starts[i] // DAY] <= 0:
            continue
        fits = True
        for b in range(busy_first[p], busy_first[p + 1]):
            fits = fits and (busy_ends[b] <= starts[i] or ends[i] <= busy_starts[b])
        for at in range(pin_first[p], pin_first[p + 1]):
            fits = fits and apart(i, pin_visit[at], starts, ends, gaps[mode[p]])
        able[k] = fits
    return able


@kernel
def longer(items: Any, size: Any) -> Any:
    """The same numbers with room for `size` at least."""
    if size <= len(items):
        return items
    more = np.empty(max(size, 2 * len(items)), items.dtype)
    more[: len(items)] = items
    return more


@kernel
def cliques(first: Any, pair: Any, visit: Any, mode: Any, starts: Any, ends: Any, gaps: Any) -> Any:
    """Sets of pairs of one provider of which at most one can be, so that every two that exclude each other stand in one.

    `pair[first[p]:first[p+1]]` are the provider's pairs by beginning; `visit` of each pair. Sets are as large as they
    can be grown, earliest visits first: those of overlapping visits are the cliques of an interval graph, and where only
    the way between two visits is too long the set is small. Answers CSR: int64[c+1], int32[entries].
    """
    most = 1
    for p in range(len(first) - 1):
        most = max(most, first[p + 1] - first[p])
    clash = np.zeros((most, most), np.bool_)
    covered = np.zeros((most, most), np.bool_)
    members, candidate = np.empty(most, np.int64), np.empty(most, np.bool_)
    edge, item, sets, used = np.zeros(1_024, np.int64), np.empty(1_024, np.int32), 0, 0
    for p in range(len(first) - 1):
        begin, size = first[p], first[p + 1] - first[p]
        for a in range(size):
            for b in range(size):
                clash[a, b] = a != b and not apart(
                    visit[pair[begin + a]], visit[pair[begin + b]], starts, ends, gaps[mode[p]]
                )
                covered[a, b] = False
        for a in range(size):
            for b in range(a + 1, size):
                if not clash[a, b] or covered[a, b]:
                    continue
                count = grown(a, b, size, clash, members, candidate)
                item, edge = longer(item, used + count), longer(edge, sets + 2)
                for x in range(count):
                    item[used + x] = pair[begin + members[x]]
                    for y in range(count):
                        covered[members[x], members[y]] = True
                used, sets = used + count, sets + 1
                edge[sets] = used
    return edge[: sets + 1].copy(), item[:used].copy()


@kernel
def grown(a: Any, b: Any, size: Any, clash: Any, members: Any, candidate: Any) -> Any:
    """A set around a and b that nothing can be added to, written into `members`; how many."""
    members[0], members[1], count = a, b, 2
    for x in range(size):
        candidate[x] = clash[a, x] and clash[b, x]
    for x in range(size):
        if candidate[x]:
            members[count] = x
            count += 1
            for y in range(size):
                candidate[y] = candidate[y] and clash[x, y]
    return count
