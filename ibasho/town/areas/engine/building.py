"""From a list of streets to a `Network`: nodes along a Hilbert curve, of double arcs the shorter, loops dropped, islands numbered."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibasho.base.kernel.compiled import kernel
from ibasho.town.areas.engine.network import Floats, Ints, Network, version_of

MM = 1000
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
    order = np.argsort(curve(lats, lngs), kind="stable").astype(np.int32)
    number, alone, loops = _numbered(order, *ends)
    first, to, costs, doubles = _compressed(len(order) - alone, number, *ends, mm, directed)
    kept = np.empty(len(order) - alone, np.int32)
    kept[number[number >= 0]] = np.flatnonzero(number >= 0)
    return _built(lats[kept], lngs[kept], (first, to, costs), number, (loops, doubles, alone), directed)


def _built(
    lat: Floats,
    lng: Floats,
    rows: tuple[Ints, Ints, Ints],
    number: Ints,
    dropped: tuple[int, int, int],
    directed: bool,
) -> Built:
    first, to, mm = rows
    island = islands_of(first, to)
    version = version_of(lat, lng, first, to, mm, np.asarray([directed]))
    network = Network(lat, lng, first, to, mm, island, version, directed)
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
def _numbered(order: Ints, u: Ints, v: Ints) -> tuple[Ints, int, int]:
    """The new number of each node (-1: no street leads to it), how many have none, and how many arcs are loops."""
    number = np.full(len(order), -1, np.int32)
    loops = 0
    for arc in range(len(u)):
        if u[arc] == v[arc]:
            loops += 1
        else:
            number[u[arc]] = number[v[arc]] = 0
    used = 0
    for node in order:
        if number[node] == 0:
            number[node] = used
            used += 1
    return number, len(order) - used, loops


@kernel
def _compressed(
    nodes: int, number: Ints, u: Ints, v: Ints, mm: Ints, directed: bool
) -> tuple[Ints, Ints, Ints, int]:
    """Compressed rows, each in the order of its ends; of two arcs between the same nodes the shorter stays."""
    first = np.zeros(nodes + 1, np.int32)
    for arc in range(len(u)):
        if u[arc] != v[arc]:
            first[number[u[arc]] + 1] += 1
            if not directed:
                first[number[v[arc]] + 1] += 1
    for node in range(nodes):
        first[node + 1] += first[node]
    end = first[:-1].copy()
    to, costs = np.empty(first[nodes], np.int32), np.empty(first[nodes], np.int32)
    for arc in range(len(u)):
        if u[arc] != v[arc]:
            a, b = number[u[arc]], number[v[arc]]
            _insert(to, costs, first[a], end, a, b, mm[arc])
            if not directed:
                _insert(to, costs, first[b], end, b, a, mm[arc])
    return _closed_up(nodes, first, end, to, costs)


@kernel
def _insert(to: Ints, costs: Ints, begin: int, end: Ints, row: int, other: int, cost: int) -> None:
    """Into its place in a row that is kept sorted; rows are short."""
    at = end[row]
    while at > begin and to[at - 1] > other:
        at -= 1
    if at > begin and to[at - 1] == other:
        costs[at - 1] = min(costs[at - 1], cost)
        return
    for move in range(end[row], at, -1):
        to[move], costs[move] = to[move - 1], costs[move - 1]
    to[at], costs[at] = other, cost
    end[row] += 1


@kernel
def _closed_up(nodes: int, first: Ints, end: Ints, to: Ints, costs: Ints) -> tuple[Ints, Ints, Ints, int]:
    """Without the room that doubles left behind."""
    tight = np.empty(nodes + 1, np.int32)
    at = 0
    for node in range(nodes):
        tight[node] = at
        for arc in range(first[node], end[node]):
            to[at], costs[at] = to[arc], costs[arc]
            at += 1
    tight[nodes] = at
    return tight, to[:at].copy(), costs[:at].copy(), len(to) - at


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
    place = np.empty(nodes, np.int32)
    for rank, node in enumerate(np.argsort(-size, kind="mergesort")):
        place[node] = rank
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
