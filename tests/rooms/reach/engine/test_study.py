"""Who reaches what: cities to check by eye, the slow study beside the fast one, and what must always hold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibasho.rooms.reach.engine import study
from ibasho.rooms.reach.engine.inputs import Verdict, Way
from ibasho.rooms.reach.engine.study import Found
from ibasho.rooms.reach.engine.week import slots_of
from ibasho.rooms.reach.rules.layers import Blank
from tests.rooms.reach.engine import cities, drawn, slow
from tests.rooms.reach.engine.cities import INFANT, LOWER, SATURDAY, UPPER, Home, Room, daily

BANKS = ["west", "upstream", "over", "east"]
RIVER = {("west", "upstream"): 600.0}
BRIDGE = {**RIVER, ("upstream", "over"): 50.0, ("over", "east"): 600.0}
ALWAYS = daily("9:00", "20:00")


def test_a_river_keeps_a_place_out_of_reach_and_a_bridge_brings_it_near() -> None:
    room = Room("east", ALWAYS)
    assert ask(BANKS, RIVER, [Home("west")], [room], stage=UPPER, minutes=25).blank[0] == Blank.NOWHERE
    assert ask(BANKS, BRIDGE, [Home("west")], [room], stage=UPPER, minutes=25).blank[0] == Blank.REACHED


def test_over_the_bridge_it_is_too_far_for_the_small_ones() -> None:
    room = Room("east", ALWAYS)
    assert ask(BANKS, BRIDGE, [Home("west")], [room], stage=LOWER, minutes=10).blank[0] == Blank.NOWHERE


def test_a_place_that_opens_at_dusk_helps_nobody_who_must_be_home_by_then() -> None:
    room = Room("a", daily("16:30", "20:00"))
    assert ask(["a"], {}, [Home("a")], [room], home="16:30").blank[0] == Blank.CLOSED
    assert ask(["a"], {}, [Home("a")], [room], home="18:00").slots[0] == 3 * 7


def test_twenty_minutes_of_way_shorten_the_afternoon_at_both_ends() -> None:
    found = ask(["a", "b"], {("a", "b"): 1200.0}, [Home("b")], [Room("a", daily("9:00", "20:00", days=[0]))],
                minutes=20, free="15:00", home="17:00")  # fmt: skip
    assert slots_of(found.words[0]) == [31, 32]  # 15:30 and 16:00: home at 16:50


def test_a_toddler_goes_with_a_grown_up_where_a_pupil_alone_may_not() -> None:
    room = Room("a", ALWAYS, Verdict.WITH_ADULT)
    assert (
        ask(["a"], {}, [Home("a")], [room], stage=INFANT, least=Verdict.WITH_ADULT).blank[0] == Blank.REACHED
    )
    assert ask(["a"], {}, [Home("a")], [room], stage=LOWER).blank[0] == Blank.NOT_FOR_ME


def test_a_place_open_while_i_am_at_school_and_one_that_is_not_for_me_are_two_things() -> None:
    morning, closed_to_me = Room("a", daily("9:00", "12:00")), Room("a", ALWAYS, Verdict.NO)
    assert ask(["a"], {}, [Home("a")], [morning]).blank[0] == Blank.CLOSED
    assert ask(["a"], {}, [Home("a")], [closed_to_me]).blank[0] == Blank.NOT_FOR_ME
    assert ask(["a"], {}, [Home("a")], [morning, closed_to_me]).blank[0] == Blank.NOT_FOR_ME


def test_once_a_month_counts_as_what_it_is() -> None:
    room = Room("a", [(7 + SATURDAY, 15 * 60, 17 * 60)])  # the second Saturday
    found = ask(["a"], {}, [Home("a")], [room], weeks=4)
    assert (found.slots[0], found.blank[0]) == (4, Blank.REACHED)
    assert ask(["a"], {}, [Home("a")], [room], weeks=4, slots_min=2).blank[0] == Blank.CLOSED


def test_a_place_that_must_be_asked_is_no_reach_but_is_counted_apart() -> None:
    found = ask(["a"], {}, [Home("a")], [Room("a", ALWAYS, Verdict.ASK)])
    assert (found.blank[0], found.asked[0], found.slots[0]) == (Blank.NOT_FOR_ME, True, 0)


def test_asking_helps_nobody_who_is_reached_or_for_whom_it_is_closed() -> None:
    evening = Room("a", daily("18:00", "20:00"), Verdict.ASK)
    assert not ask(["a"], {}, [Home("a")], [evening]).asked[0]
    assert not ask(["a"], {}, [Home("a")], [Room("a", ALWAYS), Room("a", ALWAYS, Verdict.ASK)]).asked[0]


def test_a_small_room_for_many_children_is_full_unless_another_states_no_seats() -> None:
    small, open_end = Room("a", ALWAYS, capacity=5), Room("a", ALWAYS)
    found = ask(["a"], {}, [Home("a", 100)], [small], seats_min=0.1)
    assert (found.blank[0], found.seats[0]) == (Blank.FULL, pytest.approx(0.05))
    assert ask(["a"], {}, [Home("a", 100)], [small, open_end], seats_min=0.1).blank[0] == Blank.REACHED
    assert ask(["a"], {}, [Home("a", 100)], [small]).blank[0] == Blank.REACHED  # nobody asked about seats


def test_other_stages_who_share_a_room_make_it_fuller() -> None:
    at, there = cities.demand([Home("a", 10)], ["a"]), cities.places([Room("a", ALWAYS, capacity=10)])
    found = cities.pairs({}, ["a"], ["a"])
    profiles = [cities.profile(found, stage) for stage in (LOWER, UPPER)]
    load = study.load(at, there, profiles)
    assert load.tolist() == [20]
    assert study.run(at, there, profiles[0], weeks=1, seats_min=0.6, load=load).blank[0] == Blank.FULL
    assert study.run(at, there, profiles[0], weeks=1, seats_min=0.6).blank[0] == Blank.REACHED


def test_the_bicycle_stays_inside_the_district_and_walking_does_not() -> None:
    streets, nodes = {("a", "b"): 1500.0}, ["a", "b"]
    ride = Way(cities.pairs(streets, nodes, ["b"]), 150_000, 15, inside=True)
    for district, blank in ((0, Blank.REACHED), (1, Blank.NOWHERE), (-1, Blank.NOWHERE)):
        room = Room("b", ALWAYS, district=district)
        assert ask(nodes, streets, [Home("a")], [room], also=[ride]).blank[0] == blank
    assert (
        ask(nodes, streets, [Home("a")], [Room("b", ALWAYS, district=1)], minutes=25).blank[0]
        == Blank.REACHED
    )


def test_the_way_with_the_fewest_minutes_counts() -> None:
    streets, nodes = {("a", "b"): 600.0}, ["a", "b"]
    ride = Way(cities.pairs(streets, nodes, ["b"]), 150_000, 15)
    met = study.meet(*city(nodes, [Home("a")], [Room("b", ALWAYS)]),
                     cities.profile(cities.pairs(streets, nodes, ["b"]), also=[ride]))  # fmt: skip
    assert met.minutes.tolist() == [4]


def test_a_millimetre_over_the_minute_is_one_minute_more() -> None:
    for metres, blank in ((600.0, Blank.REACHED), (600.001, Blank.NOWHERE)):
        assert ask(["a", "b"], {("a", "b"): metres}, [Home("a")], [Room("b", ALWAYS)]).blank[0] == blank


def test_only_places_of_the_purpose_count() -> None:
    meal = Room("a", ALWAYS, purpose=0b11, kind=3)
    assert ask(["a"], {}, [Home("a")], [meal], purpose_bit=2).kinds[0] == 1 << 3
    assert ask(["a"], {}, [Home("a")], [meal], purpose_bit=4).blank[0] == Blank.NOWHERE


def test_on_weekday_mornings_only_places_that_welcome_children_then_say_yes() -> None:
    for welcome, blank in ((True, Blank.REACHED), (False, Blank.NOT_FOR_ME)):
        room = Room("a", daily("9:00", "12:00"), school_hours=welcome)
        found = ask(["a"], {}, [Home("a")], [room], free="9:00", home="14:00", school_hours_only=True)
        assert found.blank[0] == blank


def test_a_home_no_street_leads_to_has_nothing_near() -> None:
    at, there = city(["a"], [Home("a"), Home("a")], [Room("a", ALWAYS)])
    lost = replace(at, node=np.array([0, -1], np.int32))
    found = study.run(lost, there, cities.profile(cities.pairs({}, ["a"], ["a"])), weeks=1)
    assert found.blank.tolist() == [Blank.REACHED, Blank.NOWHERE]


def test_a_city_without_places_or_without_children_is_answered_too() -> None:
    at, there = city(["a"], [Home("a")], [Room("a", ALWAYS)])
    nothing = cities.profile(cities.pairs({}, ["a"], []))
    empty = replace(
        there, district=there.district[:0], open=there.open[:0], verdict=there.verdict[:, :0],
        purpose=there.purpose[:0], kind=there.kind[:0], capacity=there.capacity[:0],
        school_hours=there.school_hours[:0],
    )  # fmt: skip
    assert study.run(at, empty, nothing, weeks=1, seats_min=1).blank.tolist() == [Blank.NOWHERE]
    nobody = cities.demand([], ["a"])
    found = study.run(nobody, there, cities.profile(cities.pairs({}, ["a"], ["a"])), weeks=1)
    assert study.by_cell(found, nobody, LOWER, 2).children.tolist() == [0, 0]


def test_hours_for_too_few_minutes_are_refused() -> None:
    at, there = city(["a"], [Home("a")], [Room("a", ALWAYS)])
    short = cities.profile(cities.pairs({}, ["a"], ["a"]))
    with pytest.raises(ValueError, match="row for each minute"):
        study.run(at, there, replace(short, allowed=short.allowed[:5]))


def test_children_are_summed_by_cell_and_by_district_with_the_unknown_last() -> None:
    homes = [Home("a", 3, 0, 0), Home("b", 4, 1, 1), Home("b", 5, 1, -1)]
    at, there = city(["a", "b"], homes, [Room("a", daily("15:00", "16:00"), kind=2)])
    found = study.run(at, there, cities.profile(cities.pairs({}, ["a", "b"], ["a"])), weeks=1)
    cells = study.by_cell(found, at, LOWER, 3)
    assert cells.children.tolist() == [3, 9, 0]
    assert cells.blank.tolist() == [[3, 0, 0], [0, 9, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0]]
    assert cells.child_hours.tolist() == [21, 0, 0]  # 3 children, an hour on seven days
    assert (cells.kinds.tolist(), cells.unreached.tolist()) == ([3, 0, 0], [0, 9, 0])
    districts = study.by_district(found, at, LOWER, 2)
    assert (districts.children.tolist(), districts.unreached.tolist()) == ([3, 4, 5], [0, 4, 5])


@settings(deadline=None, max_examples=120)
@given(drawn.cities(), st.sampled_from([1, 2, 4]))
def test_the_fast_study_says_what_the_slow_one_says(city: drawn.Drawn, purpose: int) -> None:
    for profile in city.profiles:
        fast = study.run(city.demand, city.places, profile, purpose_bit=purpose, **city.asked())
        plain = slow.study(city.demand, city.places, profile, purpose_bit=purpose, **city.asked())
        for d, point in enumerate(plain):
            assert slots_of(fast.words[d]) == sorted(point.slots)
            assert fast.slots[d] == len(point.slots)
            assert fast.kinds[d] == sum(1 << kind for kind in point.kinds)
            assert (fast.blank[d], fast.asked[d]) == (point.blank, point.asked)
            assert fast.seats[d] == pytest.approx(point.seats)


@settings(deadline=None, max_examples=60)
@given(drawn.cities(seats=False), st.integers(0, 2**32 - 1))
def test_a_session_more_never_lowers_reach(city: drawn.Drawn, seed: int) -> None:
    more = replace(city.places, open=city.places.open | drawn.pin(city, seed)[1].open)
    for profile in city.profiles:
        before = study.run(city.demand, city.places, profile, **city.asked())
        after = study.run(city.demand, more, profile, **city.asked())
        assert (after.slots >= before.slots).all()
        assert (after.blank[before.blank == Blank.REACHED] == Blank.REACHED).all()


@settings(deadline=None, max_examples=60)
@given(drawn.cities(), st.integers(0, 2**32 - 1))
def test_a_session_more_never_makes_a_room_fuller(city: drawn.Drawn, seed: int) -> None:
    more = replace(city.places, open=city.places.open | drawn.pin(city, seed)[1].open)
    for profile in city.profiles:
        before = study.run(city.demand, city.places, profile, **city.asked())
        after = study.run(city.demand, more, profile, **city.asked())
        assert (after.seats >= before.seats - 1e-9).all()


@settings(deadline=None, max_examples=60)
@given(drawn.cities())
def test_a_minute_more_never_lowers_reach(city: drawn.Drawn) -> None:
    for profile in city.profiles:
        ways = tuple(replace(way, minutes_max=way.minutes_max + 1) for way in profile.ways)
        farther = replace(profile, ways=ways)
        before = study.run(city.demand, city.places, profile, **city.asked())
        assert (study.run(city.demand, city.places, farther, **city.asked()).slots >= before.slots).all()


@settings(deadline=None, max_examples=60)
@given(drawn.cities())
def test_the_four_kinds_part_the_unreached_and_cells_sum_to_points(city: drawn.Drawn) -> None:
    for profile in city.profiles:
        found = study.run(city.demand, city.places, profile, **city.asked())
        children = city.demand.children[profile.stage].astype(np.float64)
        for part in (
            study.by_cell(found, city.demand, profile.stage, drawn.CELLS),
            study.by_district(found, city.demand, profile.stage, drawn.DISTRICTS),
        ):
            assert part.children.sum() == children.sum()
            assert part.unreached.sum() == children[found.blank != Blank.REACHED].sum()
            assert part.half_hours.sum() == pytest.approx((children * found.slots).sum() / city.weeks)
            assert part.asked.sum() <= part.unreached.sum()


def city(nodes: list[str], homes: list[Home], rooms: list[Room], weeks: int = 1):  # type: ignore[no-untyped-def]
    return cities.demand(homes, nodes), cities.places(rooms, weeks)


def ask(
    nodes: list[str],
    streets: dict[tuple[str, str], float],
    homes: list[Home],
    rooms: list[Room],
    *,
    weeks: int = 1,
    slots_min: float = 1,
    seats_min: float = 0,
    purpose_bit: int = 1,
    **asked: object,
) -> Found:
    demand, places = city(nodes, homes, rooms, weeks)
    found = cities.pairs(streets, nodes, [room.at for room in rooms])
    profile = cities.profile(found, weeks=weeks, **asked)  # type: ignore[arg-type]
    return study.run(
        demand,
        places,
        profile,
        purpose_bit=purpose_bit,
        weeks=weeks,
        slots_min=slots_min,
        seats_min=seats_min,
    )
