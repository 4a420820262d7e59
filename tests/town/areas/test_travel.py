"""Minutes along the streets once they are loaded, and the straight line, said to be one, where they do not tell."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ibasho.base.kernel.geo import Position
from ibasho.town.areas import travel
from ibasho.town.areas.engine.network import Network, pack, unpack
from ibasho.town.areas.stages import Stage
from tests import make
from tests.town.areas.engine import nets

pytestmark = pytest.mark.django_db


def spot(east: float, north: float) -> Position:
    return Position(nets.SOUTH + north * nets.METRE_NORTH, nets.WEST + east * nets.METRE_EAST)


@pytest.fixture
def river() -> Network:
    """Two banks 50 m apart, crossed only 700 m upstream; a school stands on one, a place on the other."""
    south = [(x * 100.0, 0.0) for x in range(8)]
    north = [(x * 100.0, 50.0) for x in range(8)]
    streets = [(at, at + 1, 100.0) for at in [*range(7), *range(8, 15)]]
    made = nets.net(south + north, [*streets, (7, 15, 50.0)])
    make.streets(made)
    return made


def test_without_streets_minutes_are_a_straight_line_and_say_so() -> None:
    (told,) = travel.minutes(spot(0, 0), [spot(0, 50)], Stage.UPPER)
    assert (told.value, told.metres, told.estimate) == (1, 65, True)
    assert travel.network() is None


def test_a_child_walks_round_by_the_bridge(river: Network) -> None:
    (told,) = travel.minutes(spot(0, 0), [spot(0, 50)], Stage.UPPER)
    assert (told.value, told.metres, told.estimate) == (21, 1450, False)


def test_a_place_in_a_lake_gets_the_straight_line_and_says_so(river: Network) -> None:
    near, lake = travel.minutes(spot(0, 0), [spot(300, 0), spot(0, -900)], Stage.UPPER)
    assert (near.metres, near.estimate) == (300, False)
    assert (lake.metres, lake.estimate) == (1170, True)


def test_a_start_at_no_street_gets_straight_lines(river: Network) -> None:
    told = travel.minutes(spot(0, 5000), [spot(0, 50), spot(300, 0)], Stage.UPPER)
    assert [one.estimate for one in told] == [True, True]


def test_two_ends_of_one_crossing_are_as_far_apart_as_the_straight_line(river: Network) -> None:
    (told,) = travel.minutes(spot(-180, 0), [spot(0, -100)], Stage.UPPER)
    assert told.metres == round(np.hypot(180, 100))


def test_no_ends_are_no_question(river: Network) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert travel.minutes(spot(0, 0), [], Stage.UPPER) == []
    assert len(asked) == 0


def test_the_streets_are_read_once_per_version(river: Network) -> None:
    first = travel.network()
    with CaptureQueriesContext(connection) as asked:
        assert travel.network() is first
    assert len(asked) == 1
    assert "packed" not in asked[0]["sql"]


def test_new_streets_are_seen_at_the_next_question(river: Network) -> None:
    assert travel.network() is not None
    other = nets.net([(0, 0), (100, 0)], [(0, 1, 100.0)])
    make.streets(other)
    found = travel.network()
    assert found is not None
    assert found.version == other.version != river.version


def test_many_threads_read_the_streets_once(river: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def reading(wanted: str) -> Network:
        read.append(wanted)
        return unpack(pack(river), wanted)

    monkeypatch.setattr(travel, "_held", travel._Held())
    monkeypatch.setattr(travel, "version", lambda: river.version)
    monkeypatch.setattr(travel, "_read", reading)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: travel.network(), range(20)))
    assert read == [river.version]
    assert all(one is found[0] for one in found)


def test_squares_tell_the_way_round_by_the_bridge() -> None:
    """Two banks 300 m apart: from the square across the river the way is long, though it lies next to the place."""
    south = [(x * 100.0, 0.0) for x in range(8)]
    north = [(x * 100.0, 300.0) for x in range(8)]
    streets = [(at, at + 1, 100.0) for at in [*range(7), *range(8, 15)]]
    make.streets(nets.net(south + north, [*streets, (7, 15, 300.0)]))
    told = travel.squares([spot(0, 300)])
    assert told is not None
    way = told.ways.reshape(told.side, told.side).astype(int) * told.unit
    own, across = told.side // 2, told.side // 2 - 1
    assert way[own, own] <= 200
    assert 1400 <= way[across, own] <= 1700
    assert (told.ways == 255).sum() == told.side**2 - 6  # a square without a crossing says nothing


def test_too_many_places_are_told_no_squares(river: Network) -> None:
    assert travel.squares([]) is None
    few, many = travel.squares([spot(0, 50)]), travel.squares([spot(0, 50 + at) for at in range(500)])
    assert few is not None and many is not None
    assert few.side > many.side
    assert travel.squares([spot(0, 50 + at / 10) for at in range(1000)]) is None
