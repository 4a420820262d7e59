"""一時預かり in numbers."""

from __future__ import annotations

from datetime import date

import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.familysupport.rules import dropin
from ibasho.rooms.familysupport.rules.dropin import Counted, Line

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("months_min", "months_max", "words"),
    [(6, 83, "6か月から 6歳まで"), (12, 35, "12か月から 2歳まで"), (36, 36, "3歳から 3歳まで")],
)
def test_ages_as_a_person_says_them(months_min: int, months_max: int, words: str) -> None:
    assert dropin.ages_words(months_min, months_max) == words


def test_the_days_of_a_month_and_of_a_year() -> None:
    february = dropin.days_of(date(2028, 2, 15))
    assert (february[0], february[-1]) == (date(2028, 2, 1), date(2028, 2, 29))
    year = dropin.months_of(2026)
    assert [one[0] for one in (year[0], year[-1])] == [date(2026, 4, 1), date(2027, 3, 1)]
    assert sum(len(one) for one in year) == 365


def test_use_is_a_share_of_what_could_be_taken_and_none_of_nothing() -> None:
    sums = dropin.total([Counted(10, 8, 3), Counted(10, 5, 0)])
    assert (sums.use_percent, sums.asked) == (65.0, 16)
    assert Counted().use_percent is None
    assert dropin.left(4, 6) == 0  # half days share a place


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (Line(date(2027, 3, 1), 4, 1, 0), "先すぎます"),
        (Line(TODAY, 4, 301, 0), "大きすぎます"),
        (Line(TODAY, 4, -1, 0), "0から"),
    ],
)
def test_a_line_that_can_not_be_names_its_day(line: Line, words: str) -> None:
    with pytest.raises(Invalid, match=f"{line.day.month}月{line.day.day}日.*{words}"):
        dropin.check_lines([line], TODAY)


def test_an_empty_line_is_no_line() -> None:
    dropin.check_lines([Line(date(2030, 1, 1), 4, None, None)], TODAY)


def test_years_to_choose_from_begin_with_the_oldest_day() -> None:
    assert dropin.first_nendo_with([date(2025, 3, 31)], TODAY) == [2026, 2025, 2024]
    assert dropin.first_nendo_with([], TODAY) == [2026]
