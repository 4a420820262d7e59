"""Months that are over, areas by what is heard from them, bands instead of numbers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.rooms.care.rules import coverage
from ibasho.rooms.care.rules.coverage import Place, Tone

WINDOW = coverage.window(date(2026, 11, 24))


def place(notes: int = 0, district: str = "M01", since: date = date(2026, 4, 1)) -> Place:
    return Place(f"{district}-{notes}", district, notes, since)


def test_the_window_is_four_whole_quarters_that_are_over() -> None:
    assert (WINDOW.first, WINDOW.end) == (date(2025, 10, 1), date(2026, 10, 1))
    assert WINDOW.last_month == date(2026, 9, 1)


@pytest.mark.parametrize("month", [10, 11, 12])
def test_nothing_moves_from_month_to_month_within_a_quarter(month: int) -> None:
    assert coverage.window(date(2026, month, 1)) == WINDOW
    assert coverage.window(date(2027, 1, 1)).end == date(2027, 1, 1)


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 1, 31), date(2028, 2, 29), date(2026, 12, 31)])
def test_every_day_of_a_month_sees_the_same_window(day: date) -> None:
    assert coverage.window(day) == coverage.window(day.replace(day=1))


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)))
def test_a_window_never_reaches_into_the_month_of_today(day: date) -> None:
    found = coverage.window(day)
    assert (
        found.end <= day
        and found.end.day == 1
        and found.end.month in (1, 4, 7, 10)
        and found.first == found.end.replace(year=found.end.year - 1)
    )


def test_areas_keep_the_districts_order_and_gather_what_has_none() -> None:
    found = coverage.areas(
        [place(3), place(0), place(0, "M02"), place(1, "gone"), place(1, "")], ["M02", "M01", "M03"]
    )
    assert [(one.district, one.places, one.wrote, one.silent) for one in found] == [
        ("M02", 1, 0, 1), ("M01", 2, 1, 1), ("M03", 0, 0, 0), ("", 2, 2, 0),
    ]  # fmt: skip
    assert [one.is_silent for one in found] == [True, False, False, False]


def test_of_a_district_with_few_places_nothing_is_told() -> None:
    (one, two, three, none) = coverage.areas(
        [place(district="M01"), place(1, "M02"), place(0, "M02"), *[place(1, "M03")] * 3],
        ["M01", "M02", "M03", "M04"],
    )
    assert [area.tone for area in (one, two, three, none)] == [
        Tone.SMALL,
        Tone.SMALL,
        Tone.ALL,
        Tone.NO_PLACE,
    ]
    assert [area.hidden for area in (one, two, three, none)] == [True, True, False, False]


def test_few_is_less_than_half() -> None:
    assert coverage.tone(5, 2) is Tone.FEW and coverage.tone(4, 2) is Tone.MOST


@pytest.mark.parametrize(
    ("notes", "said"),
    [(0, "なし"), (1, "10未満"), (9, "10未満"), (10, "10～19"), (19, "10～19"), (20, "20～49"), (50, "50～99"), (99, "50～99"), (100, "100以上"), (6_413, "100以上")],
)  # fmt: skip
def test_a_number_of_notes_is_told_as_a_band(notes: int, said: str) -> None:
    assert coverage.band(notes) == said


def test_a_glad_note_takes_a_place_out_of_the_silent() -> None:
    assert coverage.silent([place(0), place(1)]) == [place(0)]


def test_a_place_that_began_in_the_last_month_that_is_shown_is_new() -> None:
    assert coverage.is_new(place(since=date(2026, 9, 3)), WINDOW)
    assert not coverage.is_new(place(since=date(2026, 8, 31)), WINDOW)


def test_time_is_told_from_ten_notes_on() -> None:
    assert coverage.waited([1.0] * 9) == coverage.Waited(None, False)
    assert coverage.waited([1.0] * 6 + [3.0] * 4) == coverage.Waited(1.0, True)


def test_what_still_waits_counts_as_waiting() -> None:
    assert coverage.waited([1.0] * 4 + [None] * 6) == coverage.Waited(None, True)
    assert coverage.waited([2.0] * 6 + [None] * 4) == coverage.Waited(2.0, True)
