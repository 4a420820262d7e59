"""The pure year: the same seed the same bytes, no child too many, more hand-outs never fewer children."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rehearsal import assumptions, ground, plan, predict
from rehearsal.plan import FOLDER, PlanError
from rehearsal.world import World, sampled
from rehearsal.year import play

NENDO = 2026


@pytest.fixture(scope="module")
def city() -> ground.Ground:
    return ground.of_mihon(NENDO)


def world(city: ground.Ground, *, seed: int = 7, size: int = 900, informed: float = 0.0) -> World:
    return World(city, assumptions.values(), seed=seed, size=size, informed=informed)


def test_the_year_begins_on_the_first_of_april(city: ground.Ground) -> None:
    assert (city.first.isoformat(), city.days, city.children) == ("2026-04-01", 365, 18_000)
    assert city.free[city.days // 3] or city.free.any()
    assert not city.school[city.free].any()


def test_the_same_seed_gives_the_same_bytes(city: ground.Ground) -> None:
    one, two = world(city), world(city)
    assert one.day(60).visits.tobytes() == two.day(60).visits.tobytes()
    assert play(one, days=40) == play(two, days=40)
    assert world(city, seed=8).day(60).visits.tobytes() != one.day(60).visits.tobytes()


def test_a_day_does_not_ask_for_the_days_before(city: ground.Ground) -> None:
    forwards, alone = world(city), world(city)
    days = [forwards.day(number) for number in range(20)]
    assert days[17].meals.tobytes() == alone.day(17).meals.tobytes()
    assert days[17].visits.tobytes() == alone.day(17).visits.tobytes()


@pytest.mark.parametrize("size", [1, 200, 1_700, 18_000, 50_000])
def test_the_sample_stands_for_every_child(city: ground.Ground, size: int) -> None:
    found = sampled(city, size, 7)
    assert len(found) * found.scale == pytest.approx(city.children)
    assert found.cell.max() < len(city.lat)
    if size >= 18_000:
        counts = np.zeros_like(city.by_age)
        np.add.at(counts, (found.cell, found.age), 1)
        assert (counts == city.by_age).all()


def test_a_sample_is_even_over_the_ages(city: ground.Ground) -> None:
    found = sampled(city, 1_800, 7)
    ages = np.bincount(found.age, minlength=18) * found.scale
    assert np.abs(ages - city.by_age.sum(axis=0)).max() < 160


def test_nobody_goes_where_they_cannot_or_where_it_is_shut(city: ground.Ground) -> None:
    one = world(city)
    for number in (3, 130, 300):
        for child, spot in one.day(number).visits.tolist():
            assert np.isfinite(one.minutes[child, spot])
            assert one.knows[child]
            assert number in city.spots[spot].hours
            assert not city.spots[spot].is_shop


def test_scaling_keeps_the_year(city: ground.Ground) -> None:
    """A third and a tenth of the children say about the same of all."""
    third, tenth = (play(world(city, size=size)) for size in (6_000, 1_800))
    assert third.visits == pytest.approx(tenth.visits, rel=0.15)
    assert third.blank == pytest.approx(tenth.blank, rel=0.1)


def test_hand_outs_reach_more_and_never_fewer(city: ground.Ground) -> None:
    before, after = world(city), world(city, informed=1.0)
    assert (after.knows >= before.knows).all()
    assert after.reached.all()


def test_every_shipped_plan_is_read_and_its_effects_lie_in_order(city: ground.Ground) -> None:
    for path in sorted(FOLDER.glob("*.toml")):
        told = predict.predict(city, plan.read(path), seed=1, seeds=2, size=600)
        assert all(one.low <= one.high for one in told.effects), path
        assert {one.code for one in told.effects} == {code for code, _title, _unit in predict.EFFECTS}


def test_visits_go_where_nobody_could_walk(city: ground.Ground) -> None:
    changed = plan.applied(plan.read(FOLDER / "visits.toml"), city)
    new = [spot for spot in changed.ground.spots if spot.new]
    assert len(new) == 2
    assert all(spot.hours for spot in new)
    assert (
        play(World(changed.ground, assumptions.values(), seed=7, size=900), days=1).blank
        < play(world(city), days=1).blank
    )


def test_a_plan_that_is_none_is_named(tmp_path: Path) -> None:
    for text in ("code = 1", "= =", 'code="a"\ntitle="b"\nwords="c"\nmagic=1'):
        file = tmp_path / "plan.toml"
        file.write_text(text)
        with pytest.raises(PlanError):
            plan.read(file)
    with pytest.raises(PlanError):
        plan.read(tmp_path / "nowhere.toml")


def test_an_assumption_lies_in_its_range() -> None:
    assert all(one.words and one.source for one in assumptions.shipped())
    assert assumptions.drawn(3) == assumptions.drawn(3) != assumptions.drawn(4)
    with pytest.raises(ValueError, match="outside"):
        assumptions.read(
            '[[assumption]]\ncode = "x"\nwords = "x"\nvalue = 2.0\nunit = ""\nsource = "x"\nlow = 0\nhigh = 1.0'
        )
