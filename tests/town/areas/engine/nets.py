"""Small nets to walk on: a square of streets, random nets, and the same as a NetworkX graph."""

from __future__ import annotations

from functools import lru_cache

import networkx
import numpy as np

from ibasho.town.areas.engine.building import build
from ibasho.town.areas.engine.network import Network

SOUTH, WEST = 34.77, 138.0
METRE_NORTH = 1 / 111_195.08
METRE_EAST = METRE_NORTH / np.cos(np.radians(SOUTH))
Street = tuple[int, int, float]


def net(spots: list[tuple[float, float]], streets: list[Street], *, directed: bool = False) -> Network:
    """`spots` in metres (east, north) of the corner; streets as (from, to, metres)."""
    x, y = (np.array(side, np.float64) for side in zip(*spots, strict=True))
    u, v, metres = zip(*streets, strict=True)
    return build(SOUTH + y * METRE_NORTH, WEST + x * METRE_EAST, u, v, metres, directed=directed)


def node_at(network: Network, east: float, north: float) -> int:
    """The node that stands at these metres: its number is not the one it was given."""
    away = np.hypot((network.lng - WEST) / METRE_EAST - east, (network.lat - SOUTH) / METRE_NORTH - north)
    assert away.min() < 1
    return int(away.argmin())


def square(side: int, step: float = 100.0) -> tuple[list[tuple[float, float]], list[Street]]:
    """side × side crossings, `step` metres apart, every street there."""
    spots = [(column * step, row * step) for row in range(side) for column in range(side)]
    across = [(at, at + 1, step) for at in range(side * side) if at % side < side - 1]
    along = [(at, at + side, step) for at in range(side * (side - 1))]
    return spots, across + along


def random_net(seed: int, nodes: int = 60, streets: int = 110, *, directed: bool = False) -> Network:
    """Crossings anywhere in a square kilometre; among the streets are loops, doubles and very short ones."""
    rng = np.random.default_rng(seed)
    x, y = rng.uniform(0, 1000, nodes), rng.uniform(0, 1000, nodes)
    u, v = rng.integers(0, nodes, streets), rng.integers(0, nodes, streets)
    metres = rng.choice([0.0, 0.001, 0.02, 1.0, 7.5, 80.0, 400.0, 900.0], streets) + rng.uniform(
        0, 50, streets
    ).round(3)
    return build(SOUTH + y * METRE_NORTH, WEST + x * METRE_EAST, u, v, metres, directed=directed)


@lru_cache(maxsize=2)
def graph(network: Network) -> networkx.DiGraph:
    """The same arcs turned round, for NetworkX, which knows nothing of ours."""
    made = networkx.DiGraph()
    made.add_nodes_from(range(network.nodes))
    for node in range(network.nodes):
        for arc in range(network.first[node], network.first[node + 1]):
            made.add_edge(int(network.to[arc]), node, weight=int(network.mm[arc]))
    return made
