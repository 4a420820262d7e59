"""Which child may be looked after on which day, to the day."""

from __future__ import annotations

from datetime import date

import pytest

from ibasho.rooms.familysupport.rules import ages

LIMITS = {"days_min": 57, "years_max": 12}


@pytest.mark.parametrize(
    ("born", "last"),
    [
        (date(2014, 4, 1), date(2026, 3, 31)),  # comes of twelve on 31 March: the class of those before
        (date(2014, 4, 2), date(2027, 3, 31)),
        (date(2015, 3, 31), date(2027, 3, 31)),
        (date(2016, 2, 29), date(2028, 3, 31)),
        (date(2013, 2, 28), date(2025, 3, 31)),
    ],
)
def test_the_last_day_is_the_end_of_the_school_year(born: date, last: date) -> None:
    assert ages.last_day(born, 12) == last


@pytest.mark.parametrize(
    ("born", "day", "words"),
    [
        (date(2026, 10, 1), date(2026, 11, 26), "2026年11月27日から お預かりできます"),  # 生後56日
        (date(2026, 10, 1), date(2026, 11, 27), ""),
        (date(2026, 12, 1), date(2026, 11, 27), "まだ 生まれていない日"),
        (date(2014, 4, 1), date(2026, 3, 31), ""),
        (date(2014, 4, 1), date(2026, 4, 1), "2026年3月31日）まで"),
        (date(2019, 6, 1), date(2026, 11, 25), ""),
    ],
)
def test_who_may_be_looked_after(born: date, day: date, words: str) -> None:
    said = ages.allowed(born, day, **LIMITS)
    assert words in said and bool(words) == bool(said)


@pytest.mark.parametrize(
    ("born", "day", "years", "words"),
    [
        (date(2019, 6, 1), date(2026, 5, 31), 6, "6歳"),
        (date(2019, 6, 1), date(2026, 6, 1), 7, "7歳"),
        (date(2025, 8, 26), date(2026, 11, 25), 1, "1歳2か月"),
        (date(2026, 3, 26), date(2026, 11, 25), 0, "7か月"),
        (date(2024, 2, 29), date(2026, 2, 28), 1, "1歳11か月"),
    ],
)
def test_how_old(born: date, day: date, years: int, words: str) -> None:
    assert (ages.age(born, day), ages.age_words(born, day)) == (years, words)
