"""From a position to the crossing it is reached from: a square grid over the crossings, searched ring by ring."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibasho.base.kernel.compiled import kernel
from ibasho.town.areas.engine.network import Floats, Ints, Network

METRES_MAX = 250.0  # further from every street a place is said to stand at none
SCRAP = 50  # nodes: a smaller piece of street (a plaza, a yard) is no island people live on …
SCRAP_SHARE = 10  # … unless it has a tenth of the largest piece
METRES_PER_DEGREE = 111_195.08  # of latitude, on the sphere of kernel.geo
CELL_MIN = 50.0  # metres: the grid is never finer


def snap(
    network: Network, lat: ArrayLike, lng: ArrayLike, metres_max: float = METRES_MAX
) -> tuple[Ints, NDArray[np.float32]]:
    """For each position the nearest crossing (int32, -1: none within `metres_max`) and how many metres it is away.

    A piece of street too small to be a part of town is taken only where nothing else is within the limit: who is put
    on it would reach nothing.
    """
    lats, lngs = np.atleast_1d(np.asarray(lat, np.float64)), np.atleast_1d(np.asarray(lng, np.float64))
    wide = METRES_PER_DEGREE * np.cos(np.radians(float(network.lat.mean()) if network.nodes else 0.0))
    x, y = network.lng * wide, network.lat * METRES_PER_DEGREE
    wanted = np.flatnonzero(~scraps(network))
    nodes, metres = _nearest_of(
        wanted.astype(np.int32), x, y, lngs * wide, lats * METRES_PER_DEGREE, metres_max
    )
    lost = np.flatnonzero(nodes < 0)
    if len(lost) and len(wanted) < network.nodes:
        rest = np.flatnonzero(scraps(network)).astype(np.int32)
        again = _nearest_of(rest, x, y, lngs[lost] * wide, lats[lost] * METRES_PER_DEGREE, metres_max)
        nodes[lost], metres[lost] = again
    return nodes, metres


def scraps(network: Network) -> NDArray[np.bool_]:
    """bool[n]: the node lies on a piece of street too small to be a part of town."""
    if not network.nodes:
        return np.zeros(0, np.bool_)
    sizes = np.bincount(network.island)
    return np.asarray((sizes < SCRAP) & (sizes * SCRAP_SHARE < sizes[0]))[network.island]


def _nearest_of(
    nodes: Ints, x: Floats, y: Floats, at_x: Floats, at_y: Floats, metres_max: float
) -> tuple[Ints, NDArray[np.float32]]:
    if not len(nodes):
        return np.full(len(at_x), -1, np.int32), np.full(len(at_x), np.inf, np.float32)
    mine_x, mine_y = x[nodes], y[nodes]
    wide, high = float(np.ptp(mine_x)), float(np.ptp(mine_y))
    cell = max(CELL_MIN, float(np.sqrt(wide * high / len(nodes) * 2)), max(wide, high) / 4096)
    corner = float(mine_x.min()), float(mine_y.min())
    found, metres = _looked_up(mine_x, mine_y, *corner, cell, at_x, at_y, float(metres_max))
    return np.where(found >= 0, nodes[found], np.int32(-1)).astype(np.int32), metres


@kernel
def _looked_up(
    x: Floats, y: Floats, west: float, south: float, cell: float, at_x: Floats, at_y: Floats, limit: float
) -> tuple[Ints, NDArray[np.float32]]:
    columns = int((x.max() - west) / cell) + 1
    lines = int((y.max() - south) / cell) + 1
    first, member = _gridded(x, y, west, south, cell, columns, lines)
    found = np.full(len(at_x), -1, np.int32)
    metres = np.full(len(at_x), np.inf, np.float32)
    for point in range(len(at_x)):
        column = int(np.floor((at_x[point] - west) / cell))
        line = int(np.floor((at_y[point] - south) / cell))
        best = limit * limit
        # a ring r cells away is at least (r - 1) cells off
        for ring in range(int(limit / cell) + 2):
            if ring and ((ring - 1) * cell) ** 2 > best:
                break
            for row in range(max(0, line - ring), min(lines, line + ring + 1)):
                edge = abs(row - line) == ring
                for spot in range(column - ring, column + ring + 1, 1 if edge or ring == 0 else 2 * ring):
                    if spot < 0 or spot >= columns:
                        continue
                    for at in range(first[row * columns + spot], first[row * columns + spot + 1]):
                        node = member[at]
                        away = (x[node] - at_x[point]) ** 2 + (y[node] - at_y[point]) ** 2
                        if away < best or (away == best and found[point] < 0):
                            best, found[point] = away, node
        if found[point] >= 0:
            metres[point] = np.sqrt(best)
    return found, metres


@kernel
def _gridded(
    x: Floats, y: Floats, west: float, south: float, cell: float, columns: int, lines: int
) -> tuple[Ints, Ints]:
    """The nodes of each cell, as compressed rows."""
    first = np.zeros(columns * lines + 1, np.int32)
    place = np.empty(len(x), np.int32)
    for node in range(len(x)):
        place[node] = int((y[node] - south) / cell) * columns + int((x[node] - west) / cell)
        first[place[node] + 1] += 1
    for spot in range(columns * lines):
        first[spot + 1] += first[spot]
    end, member = first[:-1].copy(), np.empty(len(x), np.int32)
    for node in range(len(x)):
        member[end[place[node]]] = node
        end[place[node]] += 1
    return first, member
