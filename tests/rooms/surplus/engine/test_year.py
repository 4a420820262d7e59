"""A simulated year of forty places: safe on every single lot, and the shares even out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ibasho.rooms.surplus.engine.inputs import Lot, Taker
from tests.rooms.surplus.engine import ways
from tests.rooms.surplus.engine.year import Year, gini


def look_over(lot: Lot, takers: Sequence[Taker], shares: list[tuple[int, int]]) -> None:
    known = {one.key: one for one in takers}
    assert sum(grams for _, grams in shares) <= lot.grams
    for key, grams in shares:
        who = known[key]
        assert any(day <= lot.use_until for day, _ in who.sessions)
        assert grams <= who.storage[lot.band] + (who.storage["chilled"] if lot.band == "room" else 0)
        assert not lot.allergens & who.avoids
        assert lot.food not in who.refused


@pytest.mark.parametrize("seed", [1, 2])
def test_a_year_of_forty_places_is_safe_wastes_little_and_evens_out(seed: int) -> None:
    year = Year(seed)
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
