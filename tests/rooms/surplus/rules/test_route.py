"""A way: nothing is dropped before it is in the car, the car is never too full, no other order is shorter."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.geo import Position
from ibasho.rooms.surplus.rules import route, route_picture
from ibasho.rooms.surplus.rules.route import Halt

LOAD = 100


def spot(x: int, y: int) -> Position:
    return Position(34.7 + y * 0.01, 138.0 + x * 0.01)


@st.composite
def ways(draw: st.DrawFn) -> list[Halt]:
    """Up to three pick-ups, each with one or two drops after it."""
    halts: list[Halt] = []
    place = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda found: spot(*found))
    for _offer in range(draw(st.integers(1, 2))):
        drops = draw(st.lists(st.integers(1, 60), min_size=1, max_size=2))
        pick = len(halts)
        halts.append(Halt(pick, draw(st.none() | place), sum(drops)))
        halts += [
            Halt(pick + 1 + number, draw(st.none() | place), -grams, frozenset({pick}))
            for number, grams in enumerate(drops)
        ]
    return halts


def is_right(halts: list[Halt], keys: tuple[int, ...], load_grams: int = LOAD) -> bool:
    known, load = {one.key: one for one in halts}, 0
    done: set[int] = set()
    for key in keys:
        load += known[key].load
        if not known[key].after <= done or load > load_grams:
            return False
        done.add(key)
    return len(done) == len(halts)


def length(halts: list[Halt], keys: tuple[int, ...]) -> int:
    known = {one.key: one.position for one in halts}
    return sum(route.straight(known[one], known[other]) for one, other in zip(keys, keys[1:], strict=False))


@settings(max_examples=60, deadline=None)
@given(ways())
def test_every_order_found_is_right_and_none_is_shorter(halts: list[Halt]) -> None:
    right = [keys for keys in permutations(range(len(halts))) if is_right(halts, keys)]
    if not right:
        with pytest.raises(Invalid, match="のりきりません"):
            route.shortest(halts, load_grams=LOAD)
        return
    found = route.shortest(halts, load_grams=LOAD)
    assert is_right(halts, found.keys)
    assert found.metres == length(halts, found.keys) == min(length(halts, keys) for keys in right)


@settings(max_examples=20, deadline=None)
@given(ways())
def test_the_same_halts_give_the_same_way_however_they_come(halts: list[Halt]) -> None:
    try:
        found = route.shortest(halts, load_grams=1_000)
    except Invalid:
        return
    assert route.shortest(halts[::-1], load_grams=1_000) == found
    assert list(found.arrivals) == sorted(found.arrivals)


def test_a_car_that_holds_one_load_fetches_the_second_after_the_first_is_dropped() -> None:
    halts = [
        Halt(0, spot(0, 0), 80), Halt(1, spot(9, 0), -80, frozenset({0})),
        Halt(2, spot(0, 1), 80), Halt(3, spot(9, 1), -80, frozenset({2})),
    ]  # fmt: skip
    assert route.shortest(halts, load_grams=100).keys in {(0, 1, 2, 3), (2, 3, 0, 1)}
    assert set(route.shortest(halts, load_grams=200).keys[:2]) == {0, 2}


def test_too_many_halts_are_two_ways() -> None:
    halts = [Halt(number, spot(number, 0)) for number in range(route.HALTS_MAX + 1)]
    with pytest.raises(Invalid, match="2回に 分けて"):
        route.shortest(halts, load_grams=LOAD)


def test_twelve_halts_are_found_at_once_and_nothing_is_no_way() -> None:
    halts = [
        Halt(0, spot(5, 5), 11),
        *(Halt(key, spot(key, key % 3), -1, frozenset({0})) for key in range(1, 12)),
    ]
    found = route.shortest(halts, load_grams=LOAD)
    assert found.keys[0] == 0
    assert len(found.keys) == 12
    assert route.shortest([], load_grams=LOAD).minutes == 0


def test_the_picture_numbers_halts_and_puts_those_of_one_spot_together() -> None:
    drawn = route_picture.drawn([spot(0, 0), None, spot(3, 3), spot(0, 0)])
    assert drawn is not None
    assert sorted(dot.numbers for dot in drawn.dots) == ["1・4", "3"]
    assert all(0 <= dot.x <= drawn.width and 0 <= dot.y <= drawn.height for dot in drawn.dots)
    assert route_picture.drawn([spot(0, 0), None]) is None
