"""The kinds of words in which opening times are written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

Hours = tuple[time | None, time | None]


class Kind(StrEnum):
    NTH = "nth"  # 第2・4, 最終
    WEEKDAYS = "weekdays"  # 火・木; name: "run" 月～金, "workdays" 平日, "daily" 毎日
    EVERY_WEEK = "every_week"
    FORTNIGHT = "fortnight"
    MONTH_DAYS = "month_days"  # 毎月5日・20日
    DATES = "dates"
    SPAN = "span"  # 2026年4月1日～2027年3月31日
    ANCHOR = "anchor"  # 2026年11月28日の週
    MONTHS = "months"
    HOURS = "hours"
    COUNT = "count"  # 月1回; name: an IrregularCount value
    IRREGULAR = "irregular"  # 不定期
    NOT_WEEKLY = "not_weekly"
    HOLIDAY = "holiday"  # name: a HolidayRule value, or "either" (または祝日)
    SEASON = "season"  # name: a Season value
    EITHER = "either"  # または
    CAVEAT = "caveat"  # 変更の可能性あり
    SKIP = "skip"  # carries nothing about when
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Token:
    """`first`:`stop` is its place in the text; which of the other fields are filled depends on the kind."""

    kind: Kind
    first: int = 0
    stop: int = 0
    name: str = ""
    numbers: tuple[int, ...] = ()
    dates: tuple[date | None, ...] = ()
    hours: Hours = (None, None)
