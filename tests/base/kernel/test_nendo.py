from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel import nendo
from ibasho.base.kernel.errors import Invalid


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 4, 1), 2026),
        (date(2027, 3, 31), 2026),
        (date(2026, 3, 31), 2025),
        (date(2026, 11, 23), 2026),
    ],
)
def test_a_year_begins_on_the_first_of_april(day: date, year: int) -> None:
    assert nendo.nendo(day) == year


@given(st.dates(date(1989, 1, 1), date(2100, 12, 31)))
def test_every_day_lies_between_the_ends_of_its_year(day: date) -> None:
    year = nendo.nendo(day)
    assert nendo.first_day(year) <= day <= nendo.last_day(year)
    assert nendo.last_day(year) + timedelta(days=1) == nendo.first_day(year + 1)


@pytest.mark.parametrize(
    ("year", "label"),
    [
        (2026, "令和8年度"),
        (2019, "令和元年度"),
        (2018, "平成30年度"),
        (1989, "平成元年度"),
        (1988, "昭和63年度"),
    ],
)
def test_labels_follow_the_offices(year: int, label: str) -> None:
    assert nendo.label(year) == label
    assert nendo.parse(label) == year


def test_every_year_is_read_back_as_it_is_written() -> None:
    assert [nendo.parse(nendo.label(year)) for year in range(1988, 2101)] == list(range(1988, 2101))


@pytest.mark.parametrize(
    "text", ["令和８年度", "R8", "r8年度", "2026", "２０２６年度", "2026年", " 令和 8 年度"]
)
def test_people_write_it_in_many_ways(text: str) -> None:
    assert nendo.parse(text) == 2026


@pytest.mark.parametrize("text", ["", "8年度", "令和", "2026-27", "令和0年度"])
def test_what_is_no_year_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        nendo.parse(text)


def test_books_stay_open_until_the_end_of_may() -> None:
    assert nendo.accounts_close(2026) == date(2027, 5, 31)
