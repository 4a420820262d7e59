"""Ube as the study takes it: real streets, squares of the census with children, 42 public buildings."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ibasho.base.kernel import mesh
from ibasho.base.kernel.geo import Position
from ibasho.rooms.reach.datasets.candidates import read
from ibasho.rooms.reach.engine.inputs import Demand
from ibasho.rooms.reach.rules import spreading
from ibasho.town.areas.datasets.mesh import read_mesh
from ibasho.town.areas.datasets.streets import read_streets
from ibasho.town.areas.engine.network import Network
from ibasho.town.areas.engine.snapping import snap
from ibasho.town.areas.rules import people
from ibasho.town.areas.rules.ages import split_of
from tests.bench.reach.nets import SAMPLES

Found = tuple[Network, Demand, int, NDArray[np.int32]]


def town() -> Found | None:
    """(streets, where children live, how many squares, the crossings of the buildings); None without the samples."""
    folder = SAMPLES / "ube"
    if not folder.exists():
        return None
    roads = folder / "ube_roads.zip"
    network = read_streets(roads.read_bytes(), filename=roads.name).network
    codes, children = _squares()
    cell = spreading.squares(codes, network.lat, network.lng)
    node = np.flatnonzero(cell >= 0).astype(np.int32)
    lived, cell = np.unique(cell[node], return_inverse=True)
    share = 1 / np.bincount(cell)
    demand = Demand(
        node, network.lat[node], network.lng[node], cell.astype(np.int32), np.zeros_like(node),
        (children[:, lived][:, cell] * share[cell]).astype(np.float32),
    )  # fmt: skip
    return network, demand, len(lived), _buildings(network)


def _squares() -> tuple[tuple[str, ...], NDArray[np.float64]]:
    path = SAMPLES / "ube" / "tblT001101H5031.txt"
    found = read_mesh([(path.name, path.read_bytes())])
    split = split_of(found.spans, {}, None)
    rows = people.summed(people.spread(people.once(found.rows).rows)).rows
    cells = [people.staged(row, _middle(row.code), split) for row in rows]
    known = [cell for cell in cells if cell.stages is not None]
    return tuple(cell.code for cell in known), np.array([cell.stages for cell in known]).T


def _middle(code: str) -> Position:
    edges = mesh.bounds(code)
    return Position((edges.south + edges.north) / 2, (edges.west + edges.east) / 2)


def _buildings(network: Network) -> NDArray[np.int32]:
    path = SAMPLES / "ube" / "ube_shelters.zip"
    rows = read(path.read_bytes(), path.name).rows
    node, _ = snap(network, [row.lat for row in rows], [row.lng for row in rows], metres_max=500)
    return node[node >= 0]
