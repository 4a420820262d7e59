"""Shortest ways over the streets, exact in whole millimetres.

A bucket queue (Dial) instead of a heap: distances are integers and each search is bounded, so the next node is taken
out of a short list instead of a tree. A bucket is narrower than almost every street; where a street is shorter, its
end falls into the bucket that is being emptied and is looked at again, so the answer is exact all the same.
Kernels that call each other stand in this file: numba's cache looks at one file only.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibasho.base.kernel.compiled import kernel
from ibasho.town.areas.engine.network import UNREACHED, Ints, Network, Pairs

Counts = NDArray[np.int64]
Rows = tuple[Ints, Ints, Ints]  # first, to, mm
THREADS = min(8, os.cpu_count() or 1)
SLICE_MIN = 32  # places: fewer are searched sooner than a second thread wakes
BUCKETS_MAX = 1 << 14
NOWHERE = np.int32(UNREACHED)


def within(network: Network, nodes: ArrayLike, mm_max: int) -> Pairs:
    """Which nodes lie within `mm_max` of which places, and how far the way from the node to the place is.

    `nodes` int32[P]: the node of each place, -1 where it stands at no street (it reaches nobody). The nodes of one
    place come in no promised order; the place's own is among them with 0.
    """
    places = np.asarray(nodes, np.int32)
    known, which = np.unique(places, return_inverse=True)
    known = known[known >= 0].astype(np.int32)
    rows = which - (len(np.unique(places)) - len(known))
    found = _searched(_reversed(network), known, _whole(mm_max))
    return _by_place(found, rows.astype(np.int64))


def distances(network: Network, node: int, mm_max: int = UNREACHED - 1) -> Ints:
    """int32[n]: from every node the way to this one, UNREACHED beyond `mm_max`."""
    return nearest(network, [node], mm_max)[0]


def nearest(network: Network, nodes: ArrayLike, mm_max: int = UNREACHED - 1) -> tuple[Ints, Ints]:
    """From every node the way to the nearest of the places, and which of them it is: (UNREACHED, -1) beyond.

    Of two places as near the one listed first is named.
    """
    first, to, mm = _reversed(network)
    shift, buckets = _buckets(mm, _whole(mm_max))
    return _flooded(first, to, mm, np.asarray(nodes, np.int32), _whole(mm_max), shift, buckets)


def _whole(mm_max: int) -> int:
    return max(0, min(int(mm_max), UNREACHED - 1))


def _reversed(network: Network) -> Rows:
    """The arcs turned round: a search from a place then finds the ways that lead to it."""
    rows = network.first, network.to, network.mm
    return reverse(*rows) if network.directed else rows


def _buckets(mm: Ints, limit: int) -> tuple[int, int]:
    """How wide a bucket is (2 ** shift mm) and how many there are: a ring that the longest arc does not lap."""
    if not len(mm):
        return 0, 2
    longest = min(int(mm.max()), int(limit))
    shift = max(0, int(mm.mean() / 6).bit_length() - 1)
    while longest >> shift > BUCKETS_MAX - 2:
        shift += 1
    return shift, 1 << ((longest >> shift) + 1).bit_length()


def _searched(rows: Rows, sources: Ints, limit: int) -> list[tuple[Counts, Ints, Ints]]:
    """Sources stand in the order of the nodes, which is that of the map: one thread stays in one part of it."""
    shift, buckets = _buckets(rows[2], limit)

    def one(part: Ints) -> tuple[Counts, Ints, Ints]:
        return _slice(*rows, part, limit, shift, buckets)

    if len(sources) < 2 * SLICE_MIN or THREADS == 1:
        return [one(sources)]
    parts = min(THREADS * 4, len(sources) // SLICE_MIN)
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, np.array_split(sources, parts)))


def _by_place(found: list[tuple[Counts, Ints, Ints]], rows: Counts) -> Pairs:
    """In the order the places were given in; places at one node share what was found for it."""
    counts = np.concatenate([counts for counts, _, _ in found])
    sizes = np.where(rows >= 0, counts[rows] if len(counts) else 0, 0)
    first = np.zeros(len(rows) + 1, np.int64)
    np.cumsum(sizes, out=first[1:])
    point, mm = np.empty(first[-1], np.int32), np.empty(first[-1], np.int32)
    order = np.argsort(rows, kind="stable")
    begin = 0
    for counts, points, ways in found:
        mine = order[np.searchsorted(rows[order], begin) : np.searchsorted(rows[order], begin + len(counts))]
        _copied(counts, points, ways, rows[mine] - begin, first[mine], point, mm)
        begin += len(counts)
    return Pairs(first, point, mm)


@kernel
def reverse(first: Ints, to: Ints, mm: Ints) -> Rows:
    nodes = len(first) - 1
    begin = np.zeros(nodes + 1, np.int32)
    for arc in range(len(to)):
        begin[to[arc] + 1] += 1
    for node in range(nodes):
        begin[node + 1] += begin[node]
    end = begin[:-1].copy()
    back, costs = np.empty_like(to), np.empty_like(mm)
    for node in range(nodes):
        for arc in range(first[node], first[node + 1]):
            at = end[to[arc]]
            back[at], costs[at] = node, mm[arc]
            end[to[arc]] += 1
    return begin, back, costs


@kernel
def _copied(
    counts: Counts, points: Ints, ways: Ints, rows: Counts, starts: Counts, point: Ints, mm: Ints
) -> None:
    begin = np.zeros(len(counts) + 1, np.int64)
    begin[1:] = np.cumsum(counts)
    for place in range(len(rows)):
        a, b, to = begin[rows[place]], begin[rows[place] + 1], starts[place]
        point[to : to + b - a] = points[a:b]
        mm[to : to + b - a] = ways[a:b]


@kernel
def _grown(values: Ints, used: int, size: int) -> Ints:
    more = np.empty(size, np.int32)
    more[:used] = values[:used]
    return more


@kernel
def _slice(
    first: Ints, to: Ints, mm: Ints, sources: Ints, limit: int, shift: int, buckets: int
) -> tuple[Counts, Ints, Ints]:
    """One bounded search after another: how many nodes each found, which, and how far."""
    nodes = len(first) - 1
    best = np.full(nodes, NOWHERE, np.int32)
    head = np.full(buckets, -1, np.int32)
    queue = np.empty((4096, 3), np.int32)
    counts = np.zeros(len(sources), np.int64)
    points, ways = np.empty(nodes + 65536, np.int32), np.empty(nodes + 65536, np.int32)
    end = 0
    for source in range(len(sources)):
        if end + nodes > len(points):
            size = max(end + nodes, len(points) * 2)
            points, ways = _grown(points, end, size), _grown(ways, end, size)
        queue, count = _one(first, to, mm, sources[source], limit, shift, best, head, queue, points[end:])
        for at in range(end, end + count):
            ways[at] = best[points[at]]
            best[points[at]] = NOWHERE
        counts[source] = count
        end += count
    return counts, points[:end], ways[:end]


@kernel
def _one(
    first: Ints,
    to: Ints,
    mm: Ints,
    source: int,
    limit: int,
    shift: int,
    best: Ints,
    head: Ints,
    queue: Ints,
    found: Ints,
) -> tuple[Ints, int]:
    """Fills `best` (UNREACHED before) and lists the nodes in `found`. An entry of the queue is (node, mm, next)."""
    ring = len(head) - 1
    best[source], found[0], count = 0, source, 1
    queue[0, 0], queue[0, 1], queue[0, 2] = source, 0, -1
    head[0], top, waiting, bucket = 0, 1, 1, 0
    while waiting:
        entry = head[bucket & ring]
        if entry < 0:
            bucket += 1
            continue
        head[bucket & ring] = queue[entry, 2]
        waiting -= 1
        node, way = queue[entry, 0], queue[entry, 1]
        if best[node] != way:
            continue  # a shorter way was found after this entry was made
        if top + first[node + 1] - first[node] > len(queue):
            queue = np.concatenate(
                (queue, np.empty((len(queue) + first[node + 1] - first[node], 3), np.int32))
            )
        for arc in range(first[node], first[node + 1]):
            other, further = to[arc], way + np.int64(mm[arc])
            if further <= limit and further < best[other]:
                if best[other] == NOWHERE:
                    found[count] = other
                    count += 1
                best[other] = further
                into = (further >> shift) & ring
                queue[top, 0], queue[top, 1], queue[top, 2] = other, further, head[into]
                head[into] = top
                top += 1
                waiting += 1
    return queue, count


@kernel
def _flooded(
    first: Ints, to: Ints, mm: Ints, places: Ints, limit: int, shift: int, buckets: int
) -> tuple[Ints, Ints]:
    """From all places at once. `which` travels with the way: of two as short the lower number stays."""
    nodes = len(first) - 1
    best, which = np.full(nodes, NOWHERE, np.int32), np.full(nodes, -1, np.int32)
    head = np.full(buckets, -1, np.int32)
    queue = np.empty((max(4096, len(places)), 3), np.int32)
    top = 0
    for place in range(len(places)):
        node = places[place]
        if node >= 0 and which[node] < 0:
            best[node], which[node] = 0, place
            queue[top, 0], queue[top, 1], queue[top, 2] = node, 0, head[0]
            head[0] = top
            top += 1
    ring, waiting, bucket = buckets - 1, top, 0
    while waiting:
        entry = head[bucket & ring]
        if entry < 0:
            bucket += 1
            continue
        head[bucket & ring] = queue[entry, 2]
        waiting -= 1
        node, way = queue[entry, 0], queue[entry, 1]
        if best[node] != way:
            continue
        if top + first[node + 1] - first[node] > len(queue):
            queue = np.concatenate(
                (queue, np.empty((len(queue) + first[node + 1] - first[node], 3), np.int32))
            )
        for arc in range(first[node], first[node + 1]):
            other, further = to[arc], way + np.int64(mm[arc])
            if further > limit or further > best[other]:
                continue
            if further == best[other] and which[other] <= which[node]:
                continue
            best[other], which[other] = further, which[node]
            into = (further >> shift) & ring
            queue[top, 0], queue[top, 1], queue[top, 2] = other, further, head[into]
            head[into] = top
            top += 1
            waiting += 1
    return best, which
