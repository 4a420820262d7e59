"""Straight lines × 1.3 where no streets are loaded: exactly the pairs within reach, whatever the buckets."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibasho.base.kernel.geo import haversine_m
from ibasho.rooms.reach.engine.straight import straight
from ibasho.town.areas.rules import DETOUR

SPOT = st.tuples(st.floats(34.70, 34.76), st.floats(138.00, 138.08))
SPOTS = st.lists(SPOT, max_size=25)


@settings(deadline=None)
@given(SPOTS, SPOTS, st.sampled_from([0, 90_000, 700_000, 3_000_000, 20_000_000]))
def test_the_same_pairs_as_by_trying_all(
    homes: list[tuple[float, float]], places: list[tuple[float, float]], mm_max: int
) -> None:
    found = straight(*columns(places), *columns(homes), mm_max)
    got = {
        (j, int(found.point[k])): int(found.mm[k])
        for j in range(len(places))
        for k in range(found.first[j], found.first[j + 1])
    }
    ways = {
        (j, d): haversine_m(*place, *home) * DETOUR * 1000
        for j, place in enumerate(places)
        for d, home in enumerate(homes)
    }
    expected = {pair: mm for pair, mm in ways.items() if round(mm) <= mm_max}
    assert got.keys() == expected.keys()
    assert got == pytest.approx(expected, abs=1)


def test_a_town_far_from_its_places_has_no_pairs_and_few_buckets() -> None:
    found = straight(
        np.array([26.2]), np.array([127.7]), np.array([43.0, 43.1]), np.array([141.3, 144.4]), 1_000
    )
    assert (found.first.tolist(), len(found.point)) == ([0, 0], 0)


def columns(spots: list[tuple[float, float]]) -> tuple[np.ndarray, np.ndarray]:
    table = np.array(spots, np.float64).reshape(-1, 2)
    return table[:, 0].copy(), table[:, 1].copy()
