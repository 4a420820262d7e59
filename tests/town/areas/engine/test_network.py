"""Streets become arrays: nothing doubled, no loops, neighbours beside each other, and the same bytes every time."""

from __future__ import annotations

import numpy as np
import pytest

from ibasho.town.areas.engine.building import build, build_whole
from ibasho.town.areas.engine.network import pack, unpack
from tests.town.areas.engine import nets


def arcs(network):
    return {
        (node, int(network.to[arc])): int(network.mm[arc])
        for node in range(network.nodes)
        for arc in range(network.first[node], network.first[node + 1])
    }


def test_a_street_is_walked_both_ways_and_costs_whole_millimetres() -> None:
    network = nets.net([(0, 0), (100, 0)], [(0, 1, 100.0004)])
    assert arcs(network) == {(0, 1): 100_000, (1, 0): 100_000}
    assert not network.directed


def test_of_double_streets_the_shorter_stays_and_loops_go() -> None:
    built = build_whole([34.0, 34.001], [138.0, 138.0], [0, 1, 0, 1], [1, 0, 0, 1], [120, 110, 5, 7])
    assert sorted(arcs(built.network).values()) == [110_000, 110_000]
    assert (built.loops, built.doubles) == (2, 2)


def test_a_node_without_a_street_is_left_out_and_said() -> None:
    built = build_whole([34.0, 34.5, 34.001, 34.002], [138.0] * 4, [0, 2], [2, 3], [100, 100])
    assert built.alone == 1
    assert built.index.tolist().count(-1) == 1
    assert built.index[1] == -1
    assert np.allclose(built.network.lat[built.index[[0, 2, 3]]], [34.0, 34.001, 34.002])


def test_a_one_way_street_is_one_arc() -> None:
    network = nets.net([(0, 0), (100, 0), (100, 100)], [(0, 1, 100), (1, 2, 100), (2, 0, 150)], directed=True)
    a, b, c = (nets.node_at(network, *spot) for spot in ((0, 0), (100, 0), (100, 100)))
    assert arcs(network) == {(a, b): 100_000, (b, c): 100_000, (c, a): 150_000}
    assert network.directed


def test_islands_are_numbered_by_their_size() -> None:
    spots = [(0, 0), (100, 0), (200, 0), (5000, 0), (5100, 0)]
    built = build_whole(*zip(*spots, strict=True), [0, 1, 3], [1, 2, 4], [100, 100, 100])
    assert (built.islands, built.apart) == (2, 2)
    assert built.network.island[built.index].tolist() == [0, 0, 0, 1, 1]


def test_neighbours_stand_together_in_memory() -> None:
    spots, streets = nets.square(32)
    rng = np.random.default_rng(5)
    shuffled = rng.permutation(len(spots))
    places = [spots[at] for at in np.argsort(shuffled)]
    network = nets.net(places, [(shuffled[u], shuffled[v], metres) for u, v, metres in streets])
    steps = np.abs(np.repeat(np.arange(network.nodes), np.diff(network.first)) - network.to)
    assert np.median(steps) <= 8


def test_packing_and_unpacking_gives_the_same_network_and_version() -> None:
    one = nets.random_net(3, directed=True)
    two = unpack(pack(one), one.version)
    assert arcs(one) == arcs(two)
    assert (one.version, one.directed) == (two.version, two.directed)
    assert one.version == nets.random_net(3, directed=True).version != nets.random_net(4).version


@pytest.mark.parametrize("metres", [-1.0, float("nan"), float("inf"), 3_000_000.0])
def test_a_length_that_is_none_is_refused(metres: float) -> None:
    with pytest.raises(ValueError, match="length"):
        build([34.0, 34.1], [138.0, 138.0], [0], [1], [metres])


def test_no_streets_at_all_is_an_empty_network() -> None:
    built = build_whole([], [], [], [], [])
    assert (built.network.nodes, built.network.arcs, built.islands) == (0, 0, 0)
