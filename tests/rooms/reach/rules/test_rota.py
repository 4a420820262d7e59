"""On which days a hall has its turn, and what falls out."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.holidays import is_holiday
from ibasho.rooms.reach.rules import rota as rules
from ibasho.rooms.reach.rules.rota import Turn, closed, lay_out

TEN, NOON = time(10), time(11, 30)
MONDAY = date(2026, 11, 23)


def turn(hall: int = 1, weekday: int = 1, every: int = 1, week: int = 1) -> Turn:
    return Turn(hall, weekday, TEN, NOON, every, week)


def days(*turns: Turn, first: date = MONDAY, last: date = date(2027, 1, 31)) -> list[str]:
    return [f"{one.day:%m-%d}" for one in lay_out(turns, first, last).visits]


def test_every_second_week_counts_from_the_week_of_the_first_day() -> None:
    assert days(turn(every=2), last=date(2026, 12, 31)) == ["11-24", "12-08", "12-22"]
    assert days(turn(every=2, week=2), last=date(2026, 12, 31)) == ["12-01", "12-15"]


def test_a_day_before_the_first_day_is_not_made_up_for() -> None:
    assert days(turn(weekday=0), first=date(2026, 11, 25), last=date(2026, 12, 8)) == ["11-30", "12-07"]


def test_holidays_and_the_turn_of_the_year_fall_out_and_say_why() -> None:
    laid = lay_out([turn(weekday=0)], date(2026, 12, 21), date(2027, 1, 15))
    assert [one.day for one in laid.visits] == [date(2026, 12, 21), date(2026, 12, 28), date(2027, 1, 4)]
    assert [(one.day, one.why) for one in laid.skipped] == [(date(2027, 1, 11), "成人の日")]
    assert closed(date(2026, 12, 29)) == closed(date(2027, 1, 3)) == "年末年始"
    assert closed(date(2026, 12, 28)) == closed(date(2027, 1, 4)) == ""


def test_a_slot_that_has_a_visit_already_falls_out() -> None:
    laid = lay_out([turn(), turn()], MONDAY, date(2026, 12, 1), taken=[(1, date(2026, 11, 24), TEN)])
    assert [one.day for one in laid.visits] == [date(2026, 12, 1)]
    assert {one.why for one in laid.skipped} == {"もう 予定がある"}


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (MONDAY, date(2026, 11, 22), "reach.rota_span"),
        (MONDAY, date(2028, 11, 22), "reach.rota_too_long"),
        (date(2026, 12, 29), date(2027, 1, 3), "reach.rota_empty"),
    ],
)
def test_a_span_that_cannot_be_is_refused(first: date, last: date, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        lay_out([turn()], first, last)
    assert refused.value.code == code


def test_too_many_visits_at_once_are_refused() -> None:
    with pytest.raises(Invalid, match="いちどに つくれるのは"):
        lay_out([turn(hall, weekday) for hall in range(5) for weekday in range(5)], MONDAY, date(2027, 11, 1))


@pytest.mark.parametrize(("every", "week"), [(0, 1), (2, 3), (1, 0)])
def test_a_week_outside_its_cycle_is_refused(every: int, week: int) -> None:
    with pytest.raises(Invalid):
        turn(every=every, week=week)


def test_hours_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(Invalid, match="はじまりより 前"):
        Turn(1, 0, NOON, TEN)


@given(
    weekday=st.integers(0, 6), every=st.integers(1, 4), week=st.integers(1, 4),
    first=st.dates(date(2024, 1, 1), date(2030, 1, 1)), weeks=st.integers(8, 60),
)  # fmt: skip
def test_visits_keep_weekday_rhythm_and_working_days(
    weekday: int, every: int, week: int, first: date, weeks: int
) -> None:
    one = turn(weekday=weekday, every=every, week=min(week, every))
    last = first + timedelta(weeks=weeks)
    laid = lay_out([one], first, last)
    all_days = sorted([row.day for row in laid.visits] + [row.day for row in laid.skipped])
    assert all(first <= day <= last and day.weekday() == weekday for day in all_days)
    assert {(b - a).days for a, b in zip(all_days, all_days[1:], strict=False)} <= {7 * every}
    assert not any(is_holiday(row.day) or closed(row.day) for row in laid.visits)


def test_the_words_of_what_fell_out_name_each_day_once() -> None:
    laid = lay_out([turn(1, 2), turn(2, 2)], date(2026, 12, 28), date(2027, 2, 15))
    assert rules.skipped_words(laid.skipped) == "12月30日（年末年始）"
    many = [rules.Skipped(1, MONDAY + timedelta(days=n), "祝日") for n in range(9)]
    assert rules.skipped_words(many, shown=2).endswith("ほか7日")


def test_a_pair_is_two_different_people() -> None:
    assert rules.pair_of(" はる ", "なつ") == ("はる", "なつ")
    assert rules.pair_of("", "なつ") == ("なつ", "")
    with pytest.raises(Invalid):
        rules.pair_of("はる", "はる")


def test_the_kit_is_one_thing_a_line_without_doubles() -> None:
    assert rules.kit_list("マット\n\n 絵本 \nマット") == ("マット", "絵本")
    with pytest.raises(Invalid):
        rules.kit_list("あ" * 61)
