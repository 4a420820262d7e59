"""From a list of streets to a `Network`: nodes along a Hilbert curve, of double arcs the shorter, loops dropped, islands numbered."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibasho.base.kernel.compiled import kernel
from ibasho.town.areas.engine.network import Floats, Ints, Network, version_of

MM = 1000
DIGIT = 10  # bits sorted at a time
CURVE_BITS = 20  # of each coordinate: 3 cm across a city of 30 km, 3 m across Japan


@dataclass(frozen=True, slots=True, eq=False)
class Built:
    """`index` int32 of each given node: its number in the network, -1 where no street leads to it.

    `loops` arcs from a node to itself and `doubles` second arcs between the same two nodes were dropped, `alone` nodes
    no street leads to. `islands` counts the connected pieces, `apart` the nodes that are not in the largest.
    """

    network: Network
    index: Ints
    loops: int
    doubles: int
    alone: int
    islands: int
    apart: int


def build(
    lat: ArrayLike, lng: ArrayLike, u: ArrayLike, v: ArrayLike, length_m: ArrayLike, *, directed: bool = False
) -> Network:
    """The network alone: see `build_whole`."""
    return build_whole(lat, lng, u, v, length_m, directed=directed).network


def build_whole(
    lat: ArrayLike, lng: ArrayLike, u: ArrayLike, v: ArrayLike, length_m: ArrayLike, *, directed: bool = False
) -> Built:
    """`lat`, `lng` degrees of the nodes; `u`, `v` the ends of each street (indexes of the nodes), `length_m` metres.

    A street is walked both ways unless `directed`, then each row is one arc from u to v. Raises ValueError for lengths
    that are negative, not finite, or too long to be counted in millimetres.
    """
    lats, lngs = np.asarray(lat, np.float64), np.asarray(lng, np.float64)
    ends = np.asarray(u, np.int32), np.asarray(v, np.int32)
    mm = _millimetres(np.asarray(length_m, np.float64))
    order = _sorted(curve(lats, lngs))
    number, kept, loops = _numbered(order, *ends)
    first, to, costs, doubles = _compressed(len(kept), number, *ends, mm, directed)
    dropped = loops, doubles, len(order) - len(kept)
    return _built(lats[kept], lngs[kept], (first, to, costs), number, dropped, directed)


def _built(
    lat: Floats,
    lng: Floats,
    rows: tuple[Ints, Ints, Ints],
    number: Ints,
    dropped: tuple[int, int, int],
    directed: bool,
) -> Built:
    first, to, mm = rows
    with ThreadPoolExecutor(1) as beside:  # neither holds Python's lock
        version = beside.submit(version_of, lat, lng, first, to, mm, np.asarray([directed]))
        island = islands_of(first, to)
    network = Network(lat, lng, first, to, mm, island, version.result(), directed)
    pieces = int(island.max()) + 1 if len(island) else 0
    loops, doubles, alone = (int(count) for count in dropped)
    return Built(network, number, loops, doubles, alone, pieces, int(np.count_nonzero(island)))


def _millimetres(metres: Floats) -> Ints:
    """Whole, and at least one: a street of no length is still a step."""
    if not (np.isfinite(metres).all() and (metres >= 0).all() and (metres < 2_000_000).all()):
        raise ValueError("a street's length is a number of metres, from 0 to 2,000 km")
    return np.maximum(1, np.rint(metres * MM)).astype(np.int32)


def curve(lat: Floats, lng: Floats) -> NDArray[np.uint64]:
    """Where each position lies on the Hilbert curve over all of them: sorted by it, neighbours stand together."""
    if not len(lat):
        return np.zeros(0, np.uint64)
    wide = np.cos(np.radians(float(lat.mean())))
    side = max(float(np.ptp(lat)), float(np.ptp(lng)) * wide, 1e-9)
    return _along(lat, lng, lat.min(), lng.min(), ((1 << CURVE_BITS) - 1) / side, wide)


@kernel
def _along(
    lat: Floats, lng: Floats, south: float, west: float, scale: float, wide: float
) -> NDArray[np.uint64]:
    """From the largest quarter to the smallest: which one it is, turned so that the curve goes on from the last."""
    out = np.empty(len(lat), np.uint64)
    for node in range(len(lat)):
        x, y = np.int64((lng[node] - west) * wide * scale), np.int64((lat[node] - south) * scale)
        place = np.int64(0)
        for bit in range(CURVE_BITS - 1, -1, -1):
            right, up = (x >> bit) & 1, (y >> bit) & 1
            place = place << 2 | ((3 * right) ^ up)
            if not up:
                turn = -right  # all bits where the quarter is the lower right one
                x, y = y ^ turn, x ^ turn
        out[node] = place
    return out


@kernel
def _sorted(keys: NDArray[np.uint64]) -> Ints:
    """The order of the keys, by their digits (radix): a tenth of the time of comparing them."""
    order, other = np.arange(len(keys)).astype(np.int32), np.empty(len(keys), np.int32)
    for shift in range(0, 2 * CURVE_BITS, DIGIT):
        begin = np.zeros((1 << DIGIT) + 1, np.int32)
        for key in keys:
            begin[((key >> np.uint64(shift)) & np.uint64((1 << DIGIT) - 1)) + np.uint64(1)] += 1
        for digit in range(1 << DIGIT):
            begin[digit + 1] += begin[digit]
        for node in order:
            digit = (keys[node] >> np.uint64(shift)) & np.uint64((1 << DIGIT) - 1)
            other[begin[digit]] = node
            begin[digit] += 1
        order, other = other, order
    return order


@kernel
def _numbered(order: Ints, u: Ints, v: Ints) -> tuple[Ints, Ints, int]:
    """The new number of each node (-1: no street leads to it), the nodes that got one, and how many arcs are loops."""
    number = np.full(len(order), -1, np.int32)
    loops = used = 0
    for arc in range(len(u)):
        if u[arc] == v[arc]:
            loops += 1
        else:
            number[u[arc]] = number[v[arc]] = 0
    kept = np.empty(len(order), np.int32)
    for node in order:
        if number[node] == 0:
            number[node], kept[used] = used, node
            used += 1
    return number, kept[:used].copy(), loops


@kernel
def _compressed(
    nodes: int, number: Ints, u: Ints, v: Ints, mm: Ints, directed: bool
) -> tuple[Ints, Ints, Ints, int]:
    """Compressed rows, each in the order of its ends; of two arcs between the same nodes the shorter stays.

    End and length of an arc travel as one number, so that sorting a row puts the shorter of two doubles first.
    """
    first = np.zeros(nodes + 1, np.int32)
    begins, ends = np.empty_like(u), np.empty_like(v)
    for arc in range(len(u)):
        a, b = number[u[arc]], number[v[arc]]
        begins[arc], ends[arc] = a, b
        if a != b:
            first[a + 1] += 1
            if not directed:
                first[b + 1] += 1
    for node in range(nodes):
        first[node + 1] += first[node]
    arcs = np.empty(first[nodes], np.int64)
    for arc in range(len(u)):
        a, b = begins[arc], ends[arc]
        if a != b:
            arcs[first[a]] = np.int64(b) << 32 | mm[arc]
            first[a] += 1
            if not directed:
                arcs[first[b]] = np.int64(a) << 32 | mm[arc]
                first[b] += 1
    return _tightened(nodes, first, arcs)  # `first` now says where each row ends


@kernel
def _tightened(nodes: int, end: Ints, arcs: NDArray[np.int64]) -> tuple[Ints, Ints, Ints, int]:
    """Sorts every row (they are short) and leaves doubles out."""
    first = np.empty(nodes + 1, np.int32)
    to, costs = np.empty(len(arcs), np.int32), np.empty(len(arcs), np.int32)
    at = begin = 0
    for node in range(nodes):
        first[node] = at
        for arc in range(begin + 1, end[node]):
            moved, hole = arcs[arc], arc
            while hole > begin and arcs[hole - 1] > moved:
                arcs[hole] = arcs[hole - 1]
                hole -= 1
            arcs[hole] = moved
        for arc in range(begin, end[node]):
            if arc == begin or arcs[arc] >> 32 != arcs[arc - 1] >> 32:
                to[at], costs[at] = arcs[arc] >> 32, arcs[arc] & 0xFFFFFFFF
                at += 1
        begin = end[node]
    first[nodes] = at
    return first, to[:at].copy(), costs[:at].copy(), len(arcs) - at


@kernel
def islands_of(first: Ints, to: Ints) -> Ints:
    """int32[n]: 0 in the largest connected piece, 1 in the next …; one-way arcs connect as well."""
    nodes = len(first) - 1
    root = np.arange(nodes).astype(np.int32)
    for node in range(nodes):
        for arc in range(first[node], first[node + 1]):
            a, b = _root(root, node), _root(root, to[arc])
            root[max(a, b)] = min(a, b)
    size = np.zeros(nodes, np.int64)
    for node in range(nodes):
        root[node] = _root(root, node)
        size[root[node]] += 1
    roots = np.flatnonzero(size)
    place = np.empty(nodes, np.int32)
    for rank, which in enumerate(np.argsort(-size[roots], kind="mergesort")):
        place[roots[which]] = rank
    return place[root]


@kernel
def _root(root: Ints, node: int) -> int:
    while root[node] != node:
        root[node] = root[root[node]]
        node = root[node]
    return node


def extended(network: Network, u: Ints, v: Ints, mm: Ints) -> Network:
    """The same nodes with more arcs, each in its own direction; of double arcs the shorter stays."""
    begin = np.repeat(np.arange(network.nodes, dtype=np.int32), np.diff(network.first))
    number = np.arange(network.nodes, dtype=np.int32)
    first, to, costs, _ = _compressed(
        network.nodes, number, np.append(begin, u).astype(np.int32), np.append(network.to, v).astype(np.int32),
        np.append(network.mm, mm).astype(np.int32), True,
    )  # fmt: skip
    version = version_of(network.lat, network.lng, first, to, costs, np.asarray([True]))
    return Network(network.lat, network.lng, first, to, costs, network.island, version, directed=True)
