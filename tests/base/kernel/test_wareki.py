from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.errors import Invalid


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(1989, 1, 7), "昭和64年1月7日", "S64.1.7"),
        (date(1989, 1, 8), "平成元年1月8日", "H1.1.8"),
        (date(2019, 4, 30), "平成31年4月30日", "H31.4.30"),
        (date(2019, 5, 1), "令和元年5月1日", "R1.5.1"),
        (date(2026, 11, 23), "令和8年11月23日", "R8.11.23"),
        (date(1926, 12, 24), "大正15年12月24日", "T15.12.24"),
        (date(1926, 12, 25), "昭和元年12月25日", "S1.12.25"),
        (date(1912, 7, 29), "明治45年7月29日", "M45.7.29"),
        (date(1912, 7, 30), "大正元年7月30日", "T1.7.30"),
        (date(1868, 1, 25), "明治元年1月25日", "M1.1.25"),
    ],
)
def test_eras_change_on_their_day(day: date, long: str, short: str) -> None:
    assert (wareki.long_label(day), wareki.short_label(day)) == (long, short)


@given(st.dates(date(1989, 1, 1), date(2100, 12, 31)))
def test_a_day_survives_the_way_there_and_back(day: date) -> None:
    era, year = wareki.era_year(day)
    assert wareki.from_era(era.name, year, day.month, day.day) == day
    assert wareki.from_era(era.letter.lower(), year, day.month, day.day) == day


@given(st.dates(date(1989, 1, 1), date(2100, 12, 31)))
def test_a_day_is_read_back_however_it_is_written(day: date) -> None:
    written = (
        wareki.long_label(day),
        wareki.short_label(day),
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
    )
    assert {clock.parse_day(text) for text in written} == {day}


def test_a_paper_from_before_the_change_is_still_read() -> None:
    assert wareki.from_era("平成", 35, 3, 31) == date(2023, 3, 31)


@pytest.mark.parametrize("parts", [("令和", 1, 4, 30), ("R", 0, 5, 1), ("令和", 8, 2, 29), ("X", 8, 1, 1)])
def test_days_that_never_were_are_refused(parts: tuple[str, int, int, int]) -> None:
    with pytest.raises(Invalid):
        wareki.from_era(*parts)


def test_before_meiji_there_is_no_era_to_name() -> None:
    with pytest.raises(Invalid):
        wareki.era_of(date(1868, 1, 24))


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2026, 11, 23), "11月23日（月・祝）"),
        (date(2026, 11, 24), "11月24日（火）"),
        (date(2026, 5, 6), "5月6日（水・祝）"),
    ],
)
def test_a_holiday_shows_in_the_label(day: date, label: str) -> None:
    assert wareki.day_label(day) == label
    assert wareki.full_label(day) == f"令和8年{label}"
