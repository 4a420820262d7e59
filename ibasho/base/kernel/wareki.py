"""和暦: days in Japanese eras, both ways.

Eras change on a day, not with the year. Japan counts in the Gregorian calendar since 1873-01-01 (明治6年);
days before that are converted as if it had been in use. Source of the first days: 元号を改める政令 and
the 詔書 before them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.holidays import is_holiday

WEEKDAYS = "月火水木金土日"


@dataclass(frozen=True, slots=True)
class Era:
    name: str
    letter: str
    first_day: date


ERAS = (
    Era("令和", "R", date(2019, 5, 1)),
    Era("平成", "H", date(1989, 1, 8)),
    Era("昭和", "S", date(1926, 12, 25)),
    Era("大正", "T", date(1912, 7, 30)),
    Era("明治", "M", date(1868, 1, 25)),
)
_BY_SIGN = {sign: era for era in ERAS for sign in (era.name, era.letter)}


def era_of(day: date) -> Era:
    """The era a day lies in; Invalid before 1868-01-25."""
    for era in ERAS:
        if day >= era.first_day:
            return era
    raise Invalid(
        "day.before_meiji",
        "明治より前の日付はあつかえません。1868年1月25日からあとの日を入れてください。",
    )


def era_year(day: date) -> tuple[Era, int]:
    """The era and the year within it, counted from 1."""
    era = era_of(day)
    return era, day.year - era.first_day.year + 1


def from_era(sign: str, year: int, month: int, day: int) -> date:
    """The day for 令和 or R, 8, 11, 23. A day after an era's end is read as if the era had gone on, since papers
    written before a change stay valid (平成35年3月31日); a day before its beginning is Invalid."""
    era = _BY_SIGN.get(sign.upper())
    if era is None or year < 1:
        raise _not_a_day(f"{sign}{year}年{month}月{day}日")
    try:
        found = date(era.first_day.year + year - 1, month, day)
    except ValueError as error:
        raise _not_a_day(f"{sign}{year}年{month}月{day}日") from error
    if found < era.first_day:
        raise _not_a_day(f"{sign}{year}年{month}月{day}日")
    return found


def _not_a_day(text: str) -> Invalid:
    return Invalid(
        "day.impossible", f"「{text}」という日はありません。年・月・日をたしかめて、もう一度入れてください。"
    )


def year_label(day: date) -> str:
    """`令和8年`, and `令和元年` for the first."""
    era, year = era_year(day)
    return f"{era.name}{'元' if year == 1 else year}年"


def long_label(day: date) -> str:
    """`令和8年11月23日`"""
    return f"{year_label(day)}{day.month}月{day.day}日"


def short_label(day: date) -> str:
    """`R8.11.23`"""
    era, year = era_year(day)
    return f"{era.letter}{year}.{day.month}.{day.day}"


def weekday_name(weekday: int) -> str:
    """0 is Monday: `月曜`."""
    return f"{WEEKDAYS[weekday]}曜"


def weekday_label(day: date) -> str:
    """`月`, and `月・祝` on a national holiday."""
    return WEEKDAYS[day.weekday()] + ("・祝" if is_holiday(day) else "")


def day_label(day: date) -> str:
    """`11月23日（月・祝）`: for pages about days near enough that the year is plain."""
    return f"{day.month}月{day.day}日（{weekday_label(day)}）"


def full_label(day: date) -> str:
    """`令和8年11月23日（月・祝）`"""
    return f"{long_label(day)}（{weekday_label(day)}）"
