"""Ways along the streets are the shortest there are: checked by eye on small towns and by NetworkX on random nets."""

from __future__ import annotations

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibasho.town.areas.engine import search
from ibasho.town.areas.engine.network import UNREACHED, Network, Pairs
from tests.town.areas.engine import nets


def told(pairs: Pairs, place: int) -> dict[int, int]:
    rows = slice(pairs.first[place], pairs.first[place + 1])
    points = pairs.point[rows].tolist()
    assert len(points) == len(set(points))
    return dict(zip(points, pairs.mm[rows].tolist(), strict=True))


def by_networkx(network: Network, node: int, mm_max: int) -> dict[int, int]:
    return dict(networkx.single_source_dijkstra_path_length(nets.graph(network), node, cutoff=mm_max))


def test_a_river_is_crossed_at_its_only_bridge() -> None:
    """Two banks 50 m apart; the bridge stands 500 m upstream."""
    south = [(x * 100.0, 0.0) for x in range(6)]
    north = [(x * 100.0, 50.0) for x in range(6)]
    streets = [(at, at + 1, 100.0) for at in [*range(5), *range(6, 11)]]
    network = nets.net(south + north, [*streets, (5, 11, 50.0)])
    home, place = nets.node_at(network, 0, 0), nets.node_at(network, 0, 50)
    assert search.distances(network, place, 2_000_000)[home] == 1_050_000
    assert home not in told(search.within(network, [place], 1_049_999), 0)
    assert told(search.within(network, [place], 1_050_000), 0)[home] == 1_050_000


def test_nobody_walks_to_an_island() -> None:
    network = nets.net([(0, 0), (100, 0), (300, 0), (400, 0)], [(0, 1, 100), (2, 3, 100)])
    far = nets.node_at(network, 400, 0)
    assert sorted(told(search.within(network, [far], 10_000_000), 0).values()) == [0, 100_000]
    assert (search.distances(network, far) == UNREACHED).sum() == 2


def test_the_limit_itself_is_still_within_reach() -> None:
    network = nets.net([(0, 0), (100, 0)], [(0, 1, 100.0)])
    assert len(told(search.within(network, [0], 100_000), 0)) == 2
    assert len(told(search.within(network, [0], 99_999), 0)) == 1
    assert told(search.within(network, [0], 0), 0) == {0: 0}


def test_a_one_way_street_counts_the_way_to_the_place() -> None:
    """home → place is 100 m, the way back goes round: what counts is the way there."""
    network = nets.net([(0, 0), (100, 0), (100, 100)], [(0, 1, 100), (1, 2, 100), (2, 0, 150)], directed=True)
    home, place = nets.node_at(network, 0, 0), nets.node_at(network, 100, 0)
    assert told(search.within(network, [place], 1_000_000), 0)[home] == 100_000
    assert told(search.within(network, [home], 1_000_000), 0)[place] == 250_000


def test_a_place_at_no_street_reaches_nobody_and_moves_no_other() -> None:
    network = nets.random_net(1)
    pairs = search.within(network, [4, -1, 4, 9], 500_000)
    assert pairs.places == 4
    assert told(pairs, 1) == {}
    assert told(pairs, 0) == told(pairs, 2) == by_networkx(network, 4, 500_000)
    assert told(pairs, 3) == by_networkx(network, 9, 500_000)


def test_no_places_and_only_lost_places_give_no_pairs() -> None:
    network = nets.random_net(1)
    assert search.within(network, [], 500_000).first.tolist() == [0]
    assert search.within(network, [-1, -1], 500_000).first.tolist() == [0, 0, 0]


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    directed=st.booleans(),
    mm_max=st.sampled_from([0, 1, 30_000, 450_000, 1_200_000, 50_000_000]),
)
def test_every_way_is_as_short_as_networkx_says(seed: int, directed: bool, mm_max: int) -> None:
    network = nets.random_net(seed, directed=directed)
    places = np.random.default_rng(seed).integers(0, network.nodes, 5)
    pairs = search.within(network, places, mm_max)
    for place, node in enumerate(places):
        expected = by_networkx(network, int(node), mm_max)
        assert told(pairs, place) == expected
        along = search.distances(network, int(node), mm_max)
        assert {at: int(mm) for at, mm in enumerate(along) if mm != UNREACHED} == expected


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), directed=st.booleans())
def test_the_nearest_place_is_the_first_of_the_nearest(seed: int, directed: bool) -> None:
    network = nets.random_net(seed, directed=directed)
    places = np.random.default_rng(seed).integers(0, network.nodes, 6)
    mm, which = search.nearest(network, places, 900_000)
    ways = np.stack([search.distances(network, int(node), 900_000) for node in places])
    assert (mm == ways.min(0)).all()
    assert (which == np.where(ways.min(0) == UNREACHED, -1, ways.argmin(0))).all()


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_many_places_at_once_are_told_in_their_own_order(
    monkeypatch: pytest.MonkeyPatch, threads: int
) -> None:
    monkeypatch.setattr(search, "THREADS", threads)
    spots, streets = nets.square(20)
    network = nets.net(spots, streets)
    places = np.random.default_rng(2).integers(-1, network.nodes, 300)
    pairs = search.within(network, places, 350_000)
    for place, node in enumerate(places):
        assert told(pairs, place) == (by_networkx(network, int(node), 350_000) if node >= 0 else {})


@pytest.mark.parametrize("side", [12, 40])
def test_places_that_stand_close_are_searched_abreast_with_the_same_answers(side: int) -> None:
    """Every crossing is a place, and one that is none: groups of 64, of 16 and single ones all occur."""
    rng = np.random.default_rng(side)
    spots, streets = nets.square(side, 60.0)
    network = nets.net(spots, [(u, v, float(rng.uniform(20, 140))) for u, v, _ in streets])
    places = np.append(rng.permutation(network.nodes), -1)
    for mm_max in (90_000, 400_000):
        pairs = search.within(network, places, mm_max)
        for place in [*range(0, len(places), 37), len(places) - 1]:
            node = int(places[place])
            expected = by_networkx(network, node, mm_max) if node >= 0 else {}
            assert told(pairs, place) == expected


def test_many_places_of_a_directed_net_agree_with_searching_each_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    network = nets.random_net(8, nodes=3000, streets=12_000, directed=True)
    places = np.arange(network.nodes)
    pairs = search.within(network, places, 120_000)
    assert pairs.first[-1] > 2 * network.nodes
    for node in range(0, network.nodes, 191):
        along = search.distances(network, node, 120_000)
        assert told(pairs, node) == {at: int(mm) for at, mm in enumerate(along) if mm != UNREACHED}


def test_a_long_street_is_no_way_within_a_short_limit() -> None:
    """Longer than 32 bits can add: it is left out before anything is added to it."""
    spots, streets = nets.square(10, 30.0)
    network = nets.net([*spots, (900_000.0, 0.0)], [*streets, (0, 100, 1_900_000.0)])
    pairs = search.within(network, np.arange(network.nodes), 200_000)
    far = int(np.argmax(network.lng))
    assert told(pairs, far) == {far: 0}
    assert all(far not in told(pairs, node) for node in range(network.nodes) if node != far)


def test_streets_of_very_different_lengths_stay_exact() -> None:
    """Thousands of steps of a centimetre beside one road of 30 km: buckets are neither too wide nor too many."""
    steps = 3000
    spots = [(at * 0.01, 0.0) for at in range(steps + 1)] + [(30_000.0, 0.0)]
    streets = [(at, at + 1, 0.01) for at in range(steps)] + [(0, steps + 1, 30_000.0)]
    network = nets.net(spots, streets)
    place = int(np.argmax(network.lng))
    assert sorted(told(search.within(network, [place], 30_030_000), 0).values())[-1] == 30_030_000
    assert (search.distances(network, place) != UNREACHED).all()
