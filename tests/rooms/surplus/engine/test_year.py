"""A simulated year of forty places: safe on every single lot, little is wasted and the shares even out. More years: `make faults`."""

from __future__ import annotations

import pytest

from tests.rooms.surplus.engine import ways
from tests.rooms.surplus.engine.looking import look_over
from tests.rooms.surplus.engine.year import Year, gini


def test_a_year_of_forty_places_is_safe_wastes_little_and_evens_out() -> None:
    year = Year(1)
    ours = year.run(ways.engine, look_over)
    quick = year.run(ways.first_come(ways.careful))
    turns = year.run(ways.round_robin(ways.careful))
    guess = year.run(ways.first_come(ways.guessed))
    assert ours.offered == ours.eaten + ours.spoiled + ours.no_home
    assert ours.unevenness < 0.2
    assert ours.unevenness < 0.5 * quick.unevenness
    assert ours.unevenness < turns.unevenness
    assert ours.wasted < 0.1
    assert ours.wasted < min(quick.wasted, turns.wasted) < guess.wasted
    assert min(ours.by_place.values()) > 0


def test_the_same_year_twice_is_the_same() -> None:
    assert Year(3, days=60).run(ways.engine) == Year(3, days=60).run(ways.engine)


def test_gini_of_the_equal_is_nought_and_of_one_who_has_all_is_near_one() -> None:
    assert gini([5, 5, 5]) == 0
    assert gini([0, 0, 0, 12]) == pytest.approx(0.75)
    assert gini([0, 0]) == 0
