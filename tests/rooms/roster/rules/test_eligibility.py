"""Who may take which shift: one story a reason, each with what to do next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.roster.rules.eligibility import Standing, Wish, check, week_minutes, why_not

DAY = date(2026, 11, 26)  # a Thursday
AT = datetime(2026, 11, 24, 15, 0, tzinfo=clock.JST)
WISH = Wish(DAY, time(15, 30), time(18, 0))
MINORU = Standing(state="registered", age_band="adult", pay_kind="paid", registered_on=date(2026, 4, 1))
CHILD = replace(
    MINORU, age_band="under_16", consent_on=date(2026, 4, 1), week_minutes_max=240, home_by=time(18)
)


def held(day: date, starts: time, ends: time) -> tuple[datetime, datetime]:
    return clock.at(day, starts), clock.at(day, ends)


def test_a_registered_grown_up_may() -> None:
    assert why_not(MINORU, WISH, [], at=AT) is None


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"state": "offered"}, "not_registered"),
        ({"state": "left"}, "not_registered"),
        ({"registered_on": DAY + timedelta(days=1)}, "not_registered"),
        ({"ended_on": DAY - timedelta(days=1)}, "not_registered"),
        ({"pledge_missing": True}, "papers_due"),
        ({"papers_until": DAY - timedelta(days=1)}, "papers_due"),
        ({"trained_until": DAY - timedelta(days=1)}, "training_lapsed"),
        ({"pay_kind": "city_staff"}, "side_job"),
        ({"pay_kind": "city_staff", "side_job_until": DAY - timedelta(days=1)}, "side_job"),
    ],
)
def test_what_is_missing_is_said_with_what_to_do(fields: dict[str, Any], code: str) -> None:
    found = why_not(replace(MINORU, **fields), WISH, [], at=AT)
    assert found is not None
    assert found.code == code
    assert "ください" in found.sentence


@pytest.mark.parametrize(
    "fields",
    [
        {"papers_until": DAY}, {"trained_until": DAY}, {"pay_kind": "city_staff", "side_job_until": DAY},
        {"age_band": "youth"}, {"ended_on": DAY}, {"registered_on": DAY},
    ],
)  # fmt: skip
def test_the_last_day_still_counts(fields: dict[str, Any]) -> None:
    assert why_not(replace(MINORU, **fields), WISH, [], at=AT) is None


def test_whatever_is_missing_of_the_papers_reads_the_same() -> None:
    """A pledge that never came and a check that is due again look alike: nobody learns which."""
    no_pledge = why_not(replace(MINORU, pledge_missing=True), WISH, [], at=AT)
    lapsed = why_not(replace(MINORU, papers_until=date(2026, 1, 1)), WISH, [], at=AT)
    assert no_pledge == lapsed


def test_a_skill_is_asked_for_only_where_it_is_wanted() -> None:
    maths = replace(WISH, skill="算数")
    assert why_not(replace(MINORU, skills=frozenset({"算数"})), maths, [], at=AT) is None
    found = why_not(MINORU, maths, [], at=AT)
    assert found is not None
    assert "算数" in found.sentence


def test_a_shift_that_runs_may_be_taken_until_its_end_and_not_after() -> None:
    assert why_not(MINORU, WISH, [], at=clock.at(DAY, time(17, 59))) is None
    for moment in (clock.at(DAY, time(18)), clock.at(DAY + timedelta(days=1), time(9))):
        found = why_not(MINORU, WISH, [], at=moment)
        assert found is not None
        assert found.code == "shift_over"


def test_a_called_off_shift_is_nobodys() -> None:
    with pytest.raises(Conflict) as refused:
        check(MINORU, replace(WISH, cancelled=True), [], at=AT)
    assert refused.value.code == "roster.shift_cancelled"


@pytest.mark.parametrize(
    ("starts", "ends", "clashes"),
    [
        (time(12), time(15, 30), False), (time(18), time(20), False), (time(12), time(15, 31), True),
        (time(17, 59), time(20), True), (time(16), time(17), True), (time(12), time(20), True),
    ],
)  # fmt: skip
def test_nobody_is_at_two_places_at_once(starts: time, ends: time, clashes: bool) -> None:
    found = why_not(MINORU, WISH, [held(DAY, starts, ends)], at=AT)
    assert (found is not None and found.code == "overlap") is clashes


def test_a_shift_until_midnight_meets_the_next_days_shift_without_a_clash() -> None:
    late = Wish(DAY, time(20), clock.END_OF_DAY)
    early = held(DAY + timedelta(days=1), time(0), time(6))
    assert late.minutes == 240
    assert why_not(MINORU, late, [early], at=AT) is None


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"consent_on": None}, "no_consent"),
        ({"home_by": time(17, 59)}, "home_by"),
        ({"week_minutes_max": 149}, "week_full"),
    ],
)
def test_who_is_under_16_needs_consent_and_goes_home_early(fields: dict[str, Any], code: str) -> None:
    found = why_not(replace(CHILD, **fields), WISH, [], at=AT)
    assert found is not None
    assert found.code == code
    assert why_not(CHILD, WISH, [], at=AT) is None


def test_the_limits_of_the_young_bind_no_grown_up() -> None:
    tired = replace(MINORU, week_minutes_max=1, home_by=time(12))
    assert why_not(tired, WISH, [], at=AT) is None


def test_the_week_of_an_under_16_runs_from_monday_to_sunday() -> None:
    monday, sunday = date(2026, 11, 23), date(2026, 11, 29)
    this_week = [held(monday, time(9), time(10)), held(sunday, time(9), time(9, 30))]
    others = [
        held(monday - timedelta(days=1), time(9), time(18)),
        held(sunday + timedelta(days=1), time(9), time(18)),
    ]
    assert week_minutes([*this_week, *others], DAY) == 90
    assert why_not(CHILD, WISH, [*this_week, *others], at=AT) is None  # 90 + 150 = 240
    found = why_not(CHILD, WISH, [*this_week, held(monday, time(11), time(11, 1))], at=AT)
    assert found is not None
    assert found.code == "week_full"
