"""Shortest ways over the streets, exact in whole millimetres: all within a limit, from everywhere to one, to the nearest.

The search runs from the places on the arcs turned round, not from the homes: there are far fewer places, and the ways
found lead to the place also where a bus or a one-way street makes there and back differ.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import ArrayLike

from ibasho.base.kernel.compiled import kernel
from ibasho.town.areas.engine.bounded import LANES, NOWHERE, Counts, Found, Metres, searched
from ibasho.town.areas.engine.network import UNREACHED, Ints, Network, Pairs

Rows = tuple[Ints, Ints, Ints]  # first, to, mm
THREADS = min(8, os.cpu_count() or 1)
SLICE_MIN = 32  # places: fewer are searched sooner than a second thread wakes
BUCKETS_MAX = 1 << 14


def within(network: Network, nodes: ArrayLike, mm_max: int) -> Pairs:
    """Which nodes lie within `mm_max` of which places, and how far the way from the node to the place is.

    `nodes` int32[P]: the node of each place, -1 where it stands at no street (it reaches nobody). The nodes of one
    place come in no promised order; the place's own is among them with 0.
    """
    places = np.asarray(nodes, np.int32)
    known, which = np.unique(places, return_inverse=True)
    known = known[known >= 0].astype(np.int32)
    rows = which - (len(np.unique(places)) - len(known))
    found = _searched(_reversed(network), _metres(network), known, _whole(mm_max))
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


def _metres(network: Network) -> tuple[Metres, Metres]:
    """East and north of each node, good enough to see which places stand close together."""
    if not network.nodes:
        return network.lng, network.lat
    wide = 111_195 * np.cos(np.radians(network.lat[network.nodes // 2]))
    return network.lng * wide, network.lat * 111_195


def _searched(rows: Rows, spots: tuple[Metres, Metres], sources: Ints, limit: int) -> list[Found]:
    """Sources stand in the order of the nodes, which is that of the map: one thread stays in one part of it."""
    shift, buckets = _buckets(rows[2], limit)

    def one(part: Ints) -> Found:
        return searched(*rows, *spots, part, limit, shift, buckets)

    if len(sources) < 2 * SLICE_MIN or THREADS == 1:
        return [one(sources)]
    parts = min(THREADS * 4, len(sources) // SLICE_MIN)
    size = -(-len(sources) // parts)
    size = -(-size // LANES) * LANES if size > LANES else size
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, [sources[at : at + size] for at in range(0, len(sources), size)]))


def _by_place(found: list[Found], rows: Counts) -> Pairs:
    """In the order the places were given in; places at one node share what was found for it."""
    counts = np.concatenate([counts for _, counts, _, _ in found])
    sizes = np.where(rows >= 0, counts[rows] if len(counts) else 0, 0)
    first = np.zeros(len(rows) + 1, np.int64)
    np.cumsum(sizes, out=first[1:])
    point, mm = np.empty(first[-1], np.int32), np.empty(first[-1], np.int32)
    order = np.argsort(rows, kind="stable")
    ranked = rows[order]
    begin = 0
    for starts, counts, points, ways in found:
        mine = order[np.searchsorted(ranked, begin) : np.searchsorted(ranked, begin + len(counts))]
        _copied(starts, counts, points, ways, rows[mine] - begin, first[mine], point, mm)
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
    starts: Counts,
    counts: Counts,
    points: Ints,
    ways: Ints,
    rows: Counts,
    into: Counts,
    point: Ints,
    mm: Ints,
) -> None:
    for place in range(len(rows)):
        a, size, to = starts[rows[place]], counts[rows[place]], into[place]
        point[to : to + size] = points[a : a + size]
        mm[to : to + size] = ways[a : a + size]


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
