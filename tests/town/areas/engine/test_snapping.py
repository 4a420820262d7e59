"""A place is reached from the nearest crossing, if one is near enough."""

from __future__ import annotations

import numpy as np

from ibasho.town.areas.engine.snapping import snap
from tests.town.areas.engine import nets


def at(east: float, north: float) -> tuple[float, float]:
    return nets.SOUTH + north * nets.METRE_NORTH, nets.WEST + east * nets.METRE_EAST


def test_the_nearest_crossing_is_found_with_its_distance() -> None:
    network = nets.net(*nets.square(5))
    nodes, metres = snap(network, *at(140, 0))
    assert nodes.tolist() == [nets.node_at(network, 100, 0)]
    assert abs(metres[0] - 40) < 0.1


def test_beyond_the_limit_there_is_none() -> None:
    """A place in a lake: said, not put on the shore."""
    network = nets.net(*nets.square(5))
    nodes, metres = snap(network, *at(-260, 0))
    assert nodes.tolist() == [-1]
    assert np.isinf(metres[0])
    assert snap(network, *at(-260, 0), metres_max=300)[0].tolist() == [nets.node_at(network, 0, 0)]


def test_a_scrap_of_street_is_taken_only_where_nothing_else_is_near() -> None:
    spots, streets = nets.square(10)
    spots += [(450.0, 450.0), (455.0, 450.0), (2000.0, 0.0), (2010.0, 0.0)]
    network = nets.net(spots, [*streets, (100, 101, 5.0), (102, 103, 10.0)])
    nodes, _ = snap(network, *np.array([at(451, 451), at(2001, 0)]).T)
    assert network.island[nodes].tolist()[0] == 0
    assert nodes[1] == nets.node_at(network, 2000, 0)


def test_the_other_bank_of_a_town_without_a_bridge_is_its_own_street() -> None:
    """Half as large, but no scrap: who lives there starts there."""
    spots = [(x * 100.0, 0.0) for x in range(8)] + [(x * 100.0, 60.0) for x in range(4)]
    streets = [(at, at + 1, 100.0) for at in [*range(7), *range(8, 11)]]
    network = nets.net(spots, streets)
    assert snap(network, *at(10, 50))[0].tolist() == [nets.node_at(network, 0, 60)]


def test_many_positions_agree_with_looking_at_every_crossing() -> None:
    network = nets.random_net(11, nodes=400, streets=900)
    rng = np.random.default_rng(3)
    lat, lng = np.array([at(*spot) for spot in rng.uniform(-400, 1400, (500, 2))]).T
    nodes, metres = snap(network, lat, lng)
    wide = np.cos(np.radians(network.lat.mean()))
    away = (
        np.hypot((network.lng[None, :] - lng[:, None]) * wide, network.lat[None, :] - lat[:, None])
        / nets.METRE_NORTH
    )
    away[:, network.island != 0] = np.inf
    near = away.min(1) <= 250
    assert ((nodes >= 0) == near).all()
    assert np.allclose(metres[near], away.min(1)[near], atol=0.01)


def test_an_empty_network_has_no_crossings() -> None:
    network = nets.net([(0, 0), (100, 0)], [(0, 0, 5.0)])
    assert snap(network, *at(0, 0))[0].tolist() == [-1]
