"""Opening as data: the shapes in which a place says when it is open.

Days are JST calendar days, times are JST wall time. A weekday is 0 = Monday … 6 = Sunday.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class Pattern(StrEnum):
    WEEKLY = "weekly"  # 毎週 火・木
    FORTNIGHTLY = "fortnightly"  # 隔週 土 (anchor: one week it takes place in)
    MONTHLY_NTH = "monthly_nth"  # 第2・4金曜, 最終土曜
    MONTHLY_DAY = "monthly_day"  # 毎月 5日・20日
    DATES = "dates"  # single dates
    IRREGULAR = "irregular"  # 月1回 日曜または祝日; 不定期: known in words, no session is invented


class Season(StrEnum):
    ALWAYS = "always"
    SCHOOL_HOLIDAYS = "school_holidays"  # 長期休業のみ
    SCHOOL_TERM = "school_term"  # 長期休業を除く


class HolidayRule(StrEnum):
    AS_USUAL = "as_usual"
    CLOSED = "closed"  # 祝日は休み
    ONLY = "only"  # 祝日のみ
    ALSO = "also"  # 日曜と祝日: each holiday as well
    NEXT_DAY = "next_day"  # 祝日のときは翌日に振替


class IrregularCount(StrEnum):
    """How often, when a place opens irregularly but says about how many times."""

    UNKNOWN = ""
    PER_WEEK = "week"
    PER_MONTH = "month"
    PER_TWO_MONTHS = "two_months"
    PER_YEAR = "year"


@dataclass(frozen=True, slots=True)
class Opening:
    """One opening rule. `nth` uses 1…5 and -1 for 最終. `months` limits a rule to those months each
    year (empty: all twelve). `starts`/`ends` None means the hour is not known: a day is known, an hour
    is never invented. `valid_from`/`valid_until` are inclusive."""

    pattern: Pattern
    weekdays: frozenset[int] = frozenset()
    nth: tuple[int, ...] = ()
    days_of_month: tuple[int, ...] = ()
    dates: tuple[date, ...] = ()
    anchor: date | None = None
    starts: time | None = None
    ends: time | None = None
    season: Season = Season.ALWAYS
    holiday: HolidayRule = HolidayRule.AS_USUAL
    months: frozenset[int] = frozenset()
    valid_from: date | None = None
    valid_until: date | None = None
    times: int | None = None
    per: IrregularCount = IrregularCount.UNKNOWN
    words: str = ""


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which the place is closed although a rule says open; both ends inclusive."""

    first: date
    last: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The city's long school holidays as inclusive (first, last) pairs."""

    long_holidays: tuple[tuple[date, date], ...] = ()
