"""A tiny city by hand: what the engine is given, from rules and from real days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ibasho.base.kernel import mesh
from ibasho.rooms.reach.engine.inputs import Verdict
from ibasho.rooms.reach.engine.week import slots_of
from ibasho.rooms.reach.queries import ground as grounds
from ibasho.rooms.reach.queries.ground import Ground
from ibasho.rooms.reach.rules.layers import Layer, Purpose
from ibasho.rooms.reach.rules.scenarios import Scenario, Span
from ibasho.town.areas.actions import set_free_time, set_home_time
from ibasho.town.areas.models import Cell, ClubCount
from ibasho.town.areas.stages import CHILD_STAGES, Stage
from ibasho.town.places.models import OpeningRule, Session
from tests import make
from tests.rooms.reach import town
from tests.rooms.reach.town import RAINBOW, STARS

pytestmark = pytest.mark.django_db
TERM = Span(Scenario.TERM, make.MONDAY, 4)
WEEK = Span(Scenario.WEEK, make.MONDAY, 1)
LAT, LNG = mesh.centre(RAINBOW)


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    town.forget()
    yield
    town.forget()


def here(**fields: Any) -> dict[str, Any]:
    return {"lat": LAT, "lng": LNG, "adult_needed": False, **fields}


def laid(span: Span = TERM) -> Ground:
    found = grounds.ground(span)
    assert found is not None
    return found


def people() -> None:
    make.district("M01", "虹橋")
    town.people((RAINBOW, "M01", {"lower": 30, "upper": 20}), (STARS, "M01", {"lower": 40}))


def openings(found: Ground, at: int = 0) -> set[tuple[int, int]]:
    """(day, slot) of the half-hours a place is open."""
    return {divmod(slot, 48) for slot in slots_of(found.places.open[at])}


def codes(found: Ground) -> dict[str, int]:
    return {note.code: note.count for note in found.notes}


def test_without_people_there_is_no_ground() -> None:
    assert grounds.ground(TERM) is None
    assert grounds.version(TERM) is None


def test_a_weekly_place_is_open_in_each_week_of_the_term() -> None:
    people()
    make.weekly(make.place(**here()), 1, starts=time(15), ends=time(17))
    assert openings(laid()) == {(7 * week + 1, slot) for week in range(4) for slot in (30, 31, 32, 33)}


def test_the_second_saturday_is_one_day_in_four_weeks() -> None:
    people()
    OpeningRule.objects.create(
        place=make.place(**here()),
        pattern="monthly_nth",
        weekdays=[5],
        nth=[2],
        starts=time(10),
        ends=time(12),
    )
    assert {day for day, _ in openings(laid())} == {19}  # 12 December


def test_a_closure_takes_its_days_away_and_a_holiday_rule_keeps_to_it() -> None:
    people()
    place = make.place(**here())
    make.weekly(place, 0, 1)
    make.closed_days(place, date(2026, 12, 1))
    OpeningRule.objects.filter(place=place).update(holiday="closed")  # Monday 23 November is 勤労感謝の日
    assert {day for day, _ in openings(laid())} == {1, 7, 14, 15, 21, 22}


def test_in_the_long_holidays_rules_of_the_term_are_silent() -> None:
    people()
    make.long_holiday(first=date(2027, 7, 22), last=date(2027, 8, 27), name="夏休み")
    place = make.place(**here())
    make.weekly(place, 1)
    OpeningRule.objects.filter(place=place).update(season="school_term")
    found = laid(Span(Scenario.HOLIDAY, date(2027, 7, 26), 4))
    assert openings(found) == set()
    assert [spot.name for spot in found.spots] == ["みどり食堂"]  # near, but shut: not the same as not there


def test_a_real_week_is_made_of_its_days() -> None:
    people()
    place = make.place(**here())
    make.weekly(place, 0, 1, 2, 3, 4)
    make.session(place, date(2026, 11, 24))
    off = make.session(place, date(2026, 11, 25))
    short = make.session(place, date(2026, 11, 26))
    shut = make.session(place, date(2026, 11, 27))
    Session.objects.filter(pk=off.pk).update(state="cancelled")
    Session.objects.filter(pk=short.pk).update(staffing="short")
    make.closed_days(place, shut.day)
    found = laid(WEEK)
    assert {day for day, _ in openings(found)} == {1}
    assert codes(found)["cancelled"] == 3


def test_a_change_of_a_real_day_is_seen_at_once() -> None:
    people()
    place = make.place(**here())
    day = make.session(place, date(2026, 11, 24))
    make.weekly(place, 1)
    first = laid(WEEK)
    Session.objects.filter(pk=day.pk).update(state="cancelled")
    assert openings(first)
    assert not openings(laid(WEEK))


def test_what_was_left_out_is_counted_and_said() -> None:
    people()
    make.weekly(make.place("どこ"), 1)
    make.place("いつ", **here())
    make.weekly(make.place("学童", kind="after_school", **here()), 1)
    make.weekly(make.place("限定", **here(everyone=None, restricted=True, restricted_to="会員")), 1)
    make.weekly(make.place("となり町", outside_city=True, **here()), 1)
    make.weekly(make.place("お休み中", state="paused", paused_since=date(2026, 11, 1), **here()), 1)
    Cell.objects.filter(code=STARS).update(
        lower=None, upper=None, infant=None, junior=None, high=None, secrecy=2
    )
    found = laid()
    assert [spot.name for spot in found.spots] == ["となり町"]
    assert codes(found) == {
        "secret_cells": 1, "no_position": 1, "outside": 1, "restricted": 2, "no_hours": 1, "no_capacity": 1,
        "no_streets": 1, "no_calendar": 1, "no_clubs": 1, "car_rough": 1,
        "no_free_time": 5,
    }  # fmt: skip
    assert all(note.words for note in found.notes)


def test_a_day_without_an_hour_is_not_open() -> None:
    people()
    make.weekly(make.place(**here()), 1, starts=None, ends=None)
    assert codes(laid())["no_hours"] == 1


def test_verdicts_purposes_and_capacity_come_from_the_place() -> None:
    people()
    place = make.place(
        kind="library", features=["study_room"], capacity=12, school_hours=True, everyone=True, lat=LAT, lng=LNG,
        alone_from="upper",
    )  # fmt: skip
    make.weekly(place, 1)
    places = laid().places
    says = [Verdict(verdict) for verdict in places.verdict[:, 0]]
    assert says == [Verdict.WITH_ADULT, Verdict.WITH_ADULT, Verdict.ALONE, Verdict.ALONE, Verdict.ALONE]
    assert places.purpose[0] == Purpose.ALL.bit | Purpose.STUDY.bit
    assert places.capacity[0] == 12
    assert places.school_hours[0]
    assert places.district[0] == -1


def test_where_nobody_said_who_may_come_alone_the_verdict_is_ask() -> None:
    people()
    make.weekly(make.place(lat=LAT, lng=LNG), 1)
    assert laid().places.verdict[1, 0] == Verdict.ASK


def test_without_streets_a_square_is_one_point_and_the_way_is_straight() -> None:
    people()
    make.weekly(make.place(**here()), 1)
    found = laid()
    assert list(found.demand.node) == [-1, -1]
    pairs = found.profiles[Layer.USUAL, Stage.LOWER].ways[0].pairs
    assert sorted(zip(pairs.point, pairs.mm, strict=True)) == [(0, 0)]
    assert found.demand.children[CHILD_STAGES.index(Stage.LOWER)].sum() == 70


def test_children_are_spread_over_the_crossings_of_their_square() -> None:
    people()
    town.streets_in_rainbow()
    make.weekly(make.place(**here()), 1)
    make.weekly(make.place("みずうみ", **here(lat=LAT + 0.05)), 1)
    found = laid()
    lower = found.demand.children[CHILD_STAGES.index(Stage.LOWER)]
    assert np.allclose(lower, 30 / 4)
    assert codes(found)["far_cells"] == 1
    assert codes(found)["far_places"] == 1
    assert next(note for note in found.notes if note.code == "far_cells").children == 40
    assert [spot.name for spot in found.spots] == ["みどり食堂"]


def test_dusk_of_the_month_is_in_what_is_allowed() -> None:
    people()
    allowed = laid().profiles[Layer.USUAL, Stage.LOWER].allowed
    tuesday = [slot - 48 for slot in slots_of(allowed[0]) if slot // 48 == 1]
    assert tuesday == [30, 31, 32]  # 15:00–16:30 in November
    june = laid(Span(Scenario.TERM, date(2027, 6, 7), 4)).profiles[Layer.USUAL, Stage.LOWER].allowed
    assert max(slot % 48 for slot in slots_of(june[0])) == 35  # until 18:00: no summer time in Japan


def test_small_children_are_brought_and_school_children_go_alone() -> None:
    people()
    profiles = laid().profiles
    assert profiles[Layer.USUAL, Stage.INFANT].least == Verdict.WITH_ADULT
    assert profiles[Layer.USUAL, Stage.UPPER].least == Verdict.ALONE
    assert profiles[Layer.ADULT, Stage.UPPER].least == Verdict.WITH_ADULT
    assert profiles[Layer.MORNING, Stage.UPPER].school_hours_only
    assert (Layer.MORNING, Stage.INFANT) not in profiles


def test_children_in_after_school_care_are_a_share_of_their_district() -> None:
    people()
    ClubCount.objects.create(
        district_code="M01", stage="lower", children=14, as_of=make.TUESDAY, source="みほん"
    )
    found = laid()
    assert found.homes.has_clubs
    assert found.homes.clubs[CHILD_STAGES.index(Stage.LOWER), 0] == pytest.approx(1 - 14 / 70)
    assert found.homes.clubs[CHILD_STAGES.index(Stage.UPPER), 0] == 1


def test_the_process_keeps_a_ground_until_something_changes() -> None:
    people()
    place = make.place(**here())
    make.weekly(place, 1)
    first = laid()
    assert laid() is first
    make.weekly(place, 2)
    again = laid()
    assert again is not first
    assert again.version != first.version


def test_the_number_of_questions_does_not_grow_with_the_places() -> None:
    people()
    for number in range(3):
        make.weekly(make.place(f"場所{number}", **here()), 1)
    with CaptureQueriesContext(
        connection,
    ) as few:
        laid()
    for number in range(20):
        make.weekly(make.place(f"ほか{number}", **here()), 1, 3)
    with CaptureQueriesContext(connection) as many:
        laid()
    assert len(many) <= len(few)


def test_openings_that_do_not_exist_yet_can_be_laid_on_the_ground() -> None:
    people()
    make.weekly(make.place(**here()), 1)
    base = laid()
    more = grounds.with_openings(base, base.spots, base.slots)
    assert len(more.spots) == 2
    assert more.places.open.shape[0] == 2
    pairs = more.profiles[Layer.USUAL, Stage.LOWER].ways[0].pairs
    assert pairs.places == 2
    assert len(base.spots) == 1


def test_a_city_that_has_set_its_hours_is_not_told_that_they_are_ours() -> None:
    people()
    assert codes(laid())["no_free_time"] == 5
    for stage in CHILD_STAGES:
        said = {"stage": stage, "source": "市のきまり", "by": town.JOB, "at": make.AT}
        set_home_time(by_month=dict.fromkeys(range(1, 13), time(17)), **said)
        set_free_time(school_day_from=time(15), other_day_from=time(9), **said)
    assert "no_free_time" not in codes(laid())
