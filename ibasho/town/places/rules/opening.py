"""Opening as data: the shapes in which a place says when it is open.

Days are JST calendar days, times are JST wall time, whole minutes. A weekday is 0 = Monday … 6 = Sunday.
A place that closes at 24:00 has `ends == clock.END_OF_DAY`; nothing runs past midnight.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from ibasho.base.kernel.clock import END_OF_DAY
from ibasho.base.kernel.errors import Invalid

LAST = -1  # in `nth`: 最終
EVERY_DAY = frozenset(range(7))
WORKDAYS = frozenset(range(5))


class Pattern(StrEnum):
    WEEKLY = "weekly"  # 毎週 火・木
    FORTNIGHTLY = "fortnightly"  # 隔週 土 (anchor: any day of one week it takes place in)
    MONTHLY_NTH = "monthly_nth"  # 第2・4金曜, 最終土曜
    MONTHLY_DAY = "monthly_day"  # 毎月 5日・20日
    DATES = "dates"  # single dates; season, months, holidays and validity do not touch them
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
    """One opening rule; making one that cannot be right raises Invalid.

    `nth` uses 1…5 and -1 for 最終. `months` limits a rule to those months each year (empty: all twelve).
    `starts`/`ends` None means the hour is not known: a day is known, an hour is never invented.
    `valid_from`/`valid_until` are inclusive. An IRREGULAR rule may name the weekdays it can fall on.
    `words` is what the place says itself; IRREGULAR shows it instead of our own words, other patterns
    show it behind them. The tuples are kept in order and without doubles, 最終 behind the rest.
    """

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

    def __post_init__(self) -> None:
        object.__setattr__(self, "nth", tuple(sorted(set(self.nth), key=lambda n: (n == LAST, n))))
        object.__setattr__(self, "days_of_month", tuple(sorted(set(self.days_of_month))))
        object.__setattr__(self, "dates", tuple(sorted(set(self.dates))))
        _check_ranges(self)
        _check_pattern(self)
        _check_hours(self.starts, self.ends)
        _check_validity(self)


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which the place is closed although a rule says open; both ends inclusive."""

    first: date
    last: date
    reason: str = ""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Invalid(
                "closure.backwards",
                "休みの終わりの日が、始まりの日より前です。日付をたしかめてください。",
                fields={"last": "始まりの日と同じか、あとの日にしてください。"},
            )


@dataclass(frozen=True, slots=True)
class Extra:
    """One more day on which the place opens, outside its rules."""

    day: date
    starts: time | None = None
    ends: time | None = None
    words: str = ""

    def __post_init__(self) -> None:
        _check_hours(self.starts, self.ends)


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The city's long school holidays as inclusive (first, last) pairs.

    A school year (from 1 April) of which no long holiday is entered counts as not yet known: rules that
    depend on the season make no session in it.
    """

    long_holidays: tuple[tuple[date, date], ...] = ()


def _check_ranges(rule: Opening) -> None:
    if not rule.weekdays <= EVERY_DAY:
        raise _refusal("weekdays", "曜日は 月曜から日曜の中から えらんでください。")
    if any(n not in (1, 2, 3, 4, 5, LAST) for n in rule.nth):
        raise _refusal("nth", "「第何」は 第1から第5、または最終の中から えらんでください。")
    if any(not 1 <= day <= 31 for day in rule.days_of_month):
        raise _refusal("days_of_month", "毎月の日にちは 1日から31日の間で 入れてください。")
    if any(not 1 <= month <= 12 for month in rule.months):
        raise _refusal("months", "月は 1月から12月の間で 入れてください。")
    if rule.times is not None and rule.times < 1:
        raise _refusal("times", "回数は 1以上で 入れてください。わからないときは 空のままにしてください。")


def _check_pattern(rule: Opening) -> None:
    for pattern, field, sentence in _NEEDED:
        if rule.pattern == pattern and not getattr(rule, field):
            raise _refusal(field, sentence)
    if rule.pattern != Pattern.IRREGULAR and (rule.times is not None or rule.per):
        raise _refusal(
            "times",
            "「月に何回」は 不定期のときだけ 入れられます。曜日か日にちで 決まるときは 消してください。",
        )
    if rule.times is not None and not rule.per:
        raise _refusal("per", "回数が あります。週・月・年のどれの回数か えらんでください。")


_NO_WEEKDAY = "曜日が ありません。1つ以上 えらんでください。"
_NEEDED = (
    (Pattern.WEEKLY, "weekdays", _NO_WEEKDAY),
    (Pattern.FORTNIGHTLY, "weekdays", _NO_WEEKDAY),
    (
        Pattern.FORTNIGHTLY,
        "anchor",
        "隔週のどちらの週か わかりません。開く週の日付を 1つ 入れてください。",
    ),
    (Pattern.MONTHLY_NTH, "weekdays", _NO_WEEKDAY),
    (Pattern.MONTHLY_NTH, "nth", "第何の曜日か わかりません。第1から第5、または最終を えらんでください。"),
    (Pattern.MONTHLY_DAY, "days_of_month", "毎月の何日か わかりません。日にちを 1つ以上 入れてください。"),
    (Pattern.DATES, "dates", "日付が ありません。開く日を 1つ以上 入れてください。"),
)


def _check_hours(starts: time | None, ends: time | None) -> None:
    if any(hour not in (None, END_OF_DAY) and (hour.second or hour.microsecond) for hour in (starts, ends)):
        raise _refusal("starts", "時間は 分までで 入れてください。")
    if starts == END_OF_DAY:
        raise _refusal("starts", "始まりの時間に 24:00 は使えません。つぎの日の 0:00 にしてください。")
    if ends == time():
        raise _refusal("ends", "終わりの時間が 0:00 です。夜中の12時までのときは 24:00 と入れてください。")
    if starts is not None and ends is not None and ends <= starts:
        raise _refusal(
            "ends",
            "終わりの時間が、始まりの時間と同じか前です。夜中の0時をこえるときは、24:00までと、"
            "つぎの日の0:00からの2つに 分けてください。",
        )


def _check_validity(rule: Opening) -> None:
    if rule.valid_from and rule.valid_until and rule.valid_until < rule.valid_from:
        raise _refusal(
            "valid_until", "この決まりの終わりの日が、始まりの日より前です。日付をたしかめてください。"
        )


def _refusal(field: str, sentence: str) -> Invalid:
    return Invalid(f"opening.{field}", sentence, fields={field: sentence})
