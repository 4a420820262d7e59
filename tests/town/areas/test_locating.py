"""Which district, inside the city or not: for one position and for ten thousand."""

from __future__ import annotations

import time
from datetime import date

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.geo import Position
from ibasho.town.areas import actions, queries
from ibasho.town.areas.queries import Located
from ibasho.town.areas.rules import contains, which
from tests import make
from tests.town.areas.shapes import square

DAY = date(2026, 11, 24)
SERVER = Actor.of_job("test")
INSIDE, NEXT, OUTSIDE = Position(34.705, 138.005), Position(34.705, 138.015), Position(35.5, 139.5)


def test_the_first_shape_that_holds_a_position_is_its_shape_and_edges_count() -> None:
    shapes = [square(138.0, 34.7), square(138.01, 34.7)]
    edge = Position(34.705, 138.01)
    assert which(shapes, [INSIDE, NEXT, OUTSIDE, edge]) == [0, 1, None, 0]
    assert which([], [INSIDE]) == [None]
    assert which(shapes, []) == []


def test_the_tree_agrees_with_asking_each_shape() -> None:
    rng = np.random.default_rng(7)
    shapes = [square(138 + 0.01 * x, 34.7 + 0.01 * y) for x in range(5) for y in range(4)]
    spots = [Position(lat, lng) for lat, lng in rng.uniform([34.69, 137.99], [34.75, 138.06], (500, 2))]
    asked = [next((n for n, each in enumerate(shapes) if contains(each, spot)), None) for spot in spots]
    assert which(shapes, spots) == asked
    assert None in asked


@pytest.mark.django_db
def test_nothing_is_known_while_nothing_is_loaded() -> None:
    assert queries.locate([INSIDE], DAY) == [Located("", None)]
    assert queries.inside_city(INSIDE) is None
    assert queries.district_at(INSIDE, DAY) is None
    assert queries.loaded(DAY) == {}


@pytest.mark.django_db
def test_ten_thousand_positions_take_two_queries_and_a_moment() -> None:
    rows = [
        {"code": f"{x}{y}", "name": "区", "geometry": square(138 + 0.01 * x, 34.7 + 0.01 * y), "source": "みほん"}
        for x in range(5) for y in range(4)
    ]  # fmt: skip
    actions.set_districts(rows=rows, by=SERVER, at=make.AT)
    outline = square(138, 34.7, 0.05)
    actions.set_boundary(name="市", geometry=outline, source="みほん", as_of=DAY, by=SERVER, at=make.AT)
    rng = np.random.default_rng(7)
    spots = [Position(lat, lng) for lat, lng in rng.uniform([34.69, 137.99], [34.76, 138.06], (10_000, 2))]
    started = time.perf_counter()
    with CaptureQueriesContext(connection) as asked:
        found = queries.locate(spots, DAY)
    assert len(asked) == 2
    assert time.perf_counter() - started < 3
    assert found[:3] == [queries.locate([spot], DAY)[0] for spot in spots[:3]]
    assert {each.inside_city for each in found} == {True, False}
    one = queries.district_at(INSIDE, DAY)
    assert one is not None
    assert one.code == "00"
    assert queries.inside_city(OUTSIDE) is False


@pytest.mark.django_db
def test_what_is_loaded_says_where_it_comes_from() -> None:
    rows = [
        {"code": "A", "name": "A", "source": "市の表"},
        {"code": "B", "name": "B", "geometry": square(138, 34), "source": "A27"},
    ]
    actions.set_districts(rows=rows, by=SERVER, at=make.AT)
    found = queries.loaded(DAY)
    assert set(found) == {"districts", "shapes"}
    assert (found["districts"].count, found["districts"].sources) == (2, ("A27", "市の表"))
    assert found["shapes"].count == 1
