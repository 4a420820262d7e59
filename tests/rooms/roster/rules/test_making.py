"""From weekly patterns to shifts, without losing anybody."""

from __future__ import annotations

from datetime import date, time

from ibasho.rooms.roster.rules.making import Key, Standing, Weekly, diff, wishes

TUESDAY, THURSDAY = date(2026, 11, 24), date(2026, 11, 26)
OPEN, CLOSE = time(15, 30), time(20)
KEY: Key = (TUESDAY, OPEN, CLOSE, "")
EVERY_TUESDAY = Weekly(1, OPEN, CLOSE, 2)


def test_shifts_are_wanted_on_open_days_alone() -> None:
    hours = {TUESDAY: [(OPEN, CLOSE)], THURSDAY: [(OPEN, CLOSE)]}
    assert wishes([EVERY_TUESDAY], hours) == {KEY: 2}
    assert wishes([EVERY_TUESDAY], {TUESDAY: [(time(9), OPEN)]}) == {}
    assert wishes([EVERY_TUESDAY], {TUESDAY: [(time(9), time(15, 31))]}) == {KEY: 2}


def test_patterns_with_the_same_hours_add_up_and_other_skills_stand_beside() -> None:
    weekly = [EVERY_TUESDAY, EVERY_TUESDAY, Weekly(1, OPEN, CLOSE, 1, "算数")]
    assert wishes(weekly, {TUESDAY: [(OPEN, CLOSE)]}) == {KEY: 4, (TUESDAY, OPEN, CLOSE, "算数"): 1}


def test_a_second_time_changes_nothing() -> None:
    changes = diff([Standing(1, KEY, 2)], {KEY: 2})
    assert changes == diff([], {})


def test_more_are_wanted_but_never_fewer_than_have_taken_it() -> None:
    assert diff([Standing(1, KEY, 2)], {KEY: 3}).change == ((1, 3),)
    assert diff([Standing(1, KEY, 3, slots=3, touched=True)], {KEY: 1}).change == ()


def test_what_is_wanted_no_more_goes_unless_somebody_has_it() -> None:
    assert diff([Standing(1, KEY, 2)], {}).drop == (1,)
    assert diff([Standing(1, KEY, 2, touched=True)], {}).cancel == (1,)
    taken = diff([Standing(1, KEY, 2, slots=1, touched=True)], {})
    assert (taken.drop, taken.cancel) == ((), ())


def test_what_a_person_did_by_hand_holds() -> None:
    off = Standing(1, KEY, 2, by_hand=True, cancelled=True)
    assert diff([off], {KEY: 2}) == diff([], {})
    mine = Standing(1, KEY, 5, by_hand=True)
    assert diff([mine], {}) == diff([mine], {KEY: 2}) == diff([], {})


def test_a_shift_the_job_let_go_comes_back_with_its_day() -> None:
    changes = diff([Standing(1, KEY, 2, cancelled=True, touched=True)], {KEY: 3})
    assert (changes.revive, changes.add) == (((1, 3),), ())
