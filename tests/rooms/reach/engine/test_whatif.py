"""A dragged pin says what a new study would say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibasho.rooms.reach.engine import whatif
from ibasho.rooms.reach.engine.inputs import Places, Verdict
from ibasho.rooms.reach.engine.whatif import Base, Gain, Pin
from ibasho.rooms.reach.rules.layers import Blank
from tests.rooms.reach.engine import cities, drawn
from tests.rooms.reach.engine.cities import LOWER, UPPER, Home, Room, daily

SEEDS = st.integers(0, 2**32 - 1)


def test_a_pin_by_the_bridge_reaches_those_nobody_reached() -> None:
    nodes, streets = ["a", "b"], {("a", "b"): 900.0}
    homes = [Home("a", 10, cell=0), Home("b", 20, cell=1)]
    demand, places = cities.demand(homes, nodes), cities.places([Room("a", daily("15:00", "16:00"))])
    found = cities.pairs(streets, nodes, ["a"])
    profiles = [cities.profile(found, LOWER), cities.profile(found, UPPER, pace=70, minutes=20)]
    base = whatif.prepare(demand, places, profiles, 2, weeks=1)
    pin = Pin(
        cities.pairs(streets, nodes, ["b"]),
        cities.places([Room("b", daily("15:00", "17:00", days=[0]))]).open[0],
        np.full(cities.STAGES, Verdict.ALONE, np.uint8),
    )
    gain = whatif.added(base, pin)
    assert gain.cell.tolist() == [0, 1]
    assert gain.by_stage == {LOWER: 20, UPPER: 0}  # the older ones walk over for the last half-hour already
    assert gain.children == 20
    assert gain.by_blank[Blank.NOWHERE] == -20
    assert gain.blank[0, Blank.REACHED].tolist() == [10, 20]


def test_a_place_that_says_no_changes_only_what_is_lacking() -> None:
    demand, places = (
        cities.demand([Home("b", 20)], ["a", "b"]),
        cities.places([Room("a", daily("15:00", "16:00"))]),
    )
    base = whatif.prepare(demand, places, [cities.profile(cities.pairs({}, ["a", "b"], ["a"]))], 1, weeks=1)
    pin = Pin(cities.pairs({}, ["a", "b"], ["b"]), places.open[0], np.zeros(cities.STAGES, np.uint8))
    gain = whatif.added(base, pin)
    assert (gain.children, gain.child_hours) == (0, 0)
    assert gain.by_blank.tolist() == [0, -20, 0, 20, 0]


def test_nothing_changed_is_nothing_gained() -> None:
    demand, places = (
        cities.demand([Home("a", 20)], ["a"]),
        cities.places([Room("a", daily("15:00", "16:00"))]),
    )
    base = whatif.prepare(demand, places, [cities.profile(cities.pairs({}, ["a"], ["a"]))], 1, weeks=1)
    gain = whatif.rescheduled(base, 0)
    assert (gain.children, gain.child_hours, gain.by_blank.tolist()) == (0, 0, [0] * 5)
    longer = cities.places([Room("a", daily("15:00", "17:00"))]).open[0]
    assert whatif.rescheduled(base, 0, hours=longer).child_hours == 20 * 7
    assert whatif.rescheduled(base, 0, verdict=np.zeros(cities.STAGES, np.uint8)).children == -20


@settings(deadline=None, max_examples=80)
@given(drawn.cities(), SEEDS)
def test_an_added_pin_is_a_study_with_the_place(city: drawn.Drawn, seed: int) -> None:
    near, row = drawn.pin(city, seed)
    base = prepared(city)
    agree(whatif.added(base, pinned(near, row)), base, prepared(drawn.with_place(city, near, row)))


@settings(deadline=None, max_examples=60)
@given(drawn.cities(), SEEDS)
def test_a_removed_place_is_a_study_without_it(city: drawn.Drawn, seed: int) -> None:
    base, at = prepared(city), seed % len(city.places.kind)
    agree(whatif.removed(base, at), base, prepared(drawn.without_place(city, at)))


@settings(deadline=None, max_examples=60)
@given(drawn.cities(), SEEDS)
def test_a_moved_place_is_a_study_with_it_elsewhere(city: drawn.Drawn, seed: int) -> None:
    near, row = drawn.pin(city, seed)
    base, at = prepared(city), seed % len(city.places.kind)
    elsewhere = drawn.with_place(drawn.without_place(city, at), near, row)
    agree(whatif.moved(base, at, pinned(near, row)), base, prepared(elsewhere))


@settings(deadline=None, max_examples=60)
@given(drawn.cities(), SEEDS)
def test_other_hours_verdicts_or_seats_are_a_study_with_them(city: drawn.Drawn, seed: int) -> None:
    _, row = drawn.pin(city, seed)
    base, at = prepared(city), seed % len(city.places.kind)
    changed = replace(
        city.places,
        open=put(city.places.open, at, row.open[0]),
        verdict=put(city.places.verdict.T, at, row.verdict[:, 0]).T,
        capacity=put(city.places.capacity, at, row.capacity[0]),
    )
    gain = whatif.rescheduled(
        base, at, hours=row.open[0], verdict=row.verdict[:, 0], capacity=float(row.capacity[0])
    )
    agree(gain, base, prepared(replace(city, places=changed)))


def put(array: np.ndarray, at: int, value: object) -> np.ndarray:
    out = array.copy()
    out[at] = value
    return out


def prepared(city: drawn.Drawn) -> Base:
    return whatif.prepare(city.demand, city.places, city.profiles, drawn.CELLS, **city.asked())  # type: ignore[arg-type]


def pinned(near: object, row: Places) -> Pin:
    return Pin(
        near, row.open[0], row.verdict[:, 0], int(row.district[0]), float(row.capacity[0]), int(row.purpose[0]),
        bool(row.school_hours[0]),
    )  # type: ignore[arg-type]  # fmt: skip


def agree(gain: Gain, before: Base, after: Base) -> None:
    blank, half_hours = np.zeros((3, 5, drawn.CELLS)), np.zeros((3, drawn.CELLS))
    blank[:, :, gain.cell] = gain.blank_change
    half_hours[:, gain.cell] = gain.half_hours
    for at, (was, now) in enumerate(zip(before.figures, after.figures, strict=True)):
        assert blank[at] == pytest.approx(now.blank - was.blank)
        assert half_hours[at] == pytest.approx(now.half_hours - was.half_hours)
        assert gain.blank[at] == pytest.approx(now.blank[:, gain.cell])
    assert gain.reached.sum() == pytest.approx(gain.by_blank[Blank.REACHED])
