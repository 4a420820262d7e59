"""居場所カレンダー: months, weeks that begin on Sunday, and which of a day's sessions its square has room for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from ibasho.base.kernel import wareki
from ibasho.base.kernel.holidays import holiday_name

MONTHS_BACK = 12
CHIPS_ON_SCREEN = 4
CHIPS_ON_PAPER = 14
STEADY_WEEKDAYS_MIN = 4
_SIGN_KANA = ("げつ", "か", "すい", "もく", "きん", "ど", "にち")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)


class Rank(IntEnum):
    """What a small square shows first. A library that is open as always comes last: it stands below the calendar."""

    EVENT = 0
    SPECIAL = 1  # not every day, or not as usual: called off, not yet sure
    STEADY = 2  # a place that opens on four weekdays or more, as usual


@dataclass(frozen=True, slots=True, order=True)
class Month:
    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Month | None:
        """`2026-11`; None for anything else."""
        found = _MONTH.fullmatch(text)
        return cls(int(found[1]), int(found[2])) if found and int(found[1]) else None

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    def plus(self, months: int) -> Month:
        years, number = divmod(self.number - 1 + months, 12)
        return Month(self.year + years, number + 1)

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return self.plus(1).first - timedelta(days=1)

    @property
    def label(self) -> str:
        return f"{self.year}年{self.number}月"

    @property
    def era(self) -> str:
        """`令和8年`. In a month in which the era changes, that of its last day."""
        return wareki.year_label(self.last)

    def days(self) -> Iterator[date]:
        return (self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1))

    def weeks(self) -> list[list[date]]:
        """Whole weeks, Sunday to Saturday, with the days of the months beside it."""
        start = self.first - timedelta(days=(self.first.weekday() + 1) % 7)
        count = -(-((self.last - start).days + 1) // 7)
        return [[start + timedelta(days=7 * week + day) for day in range(7)] for week in range(count)]


@dataclass(frozen=True, slots=True)
class Span:
    """The months a calendar can show: a year back, and as far ahead as sessions are made."""

    first: Month
    last: Month

    @classmethod
    def around(cls, today: date, days_ahead: int) -> Span:
        return cls(Month.of(today).plus(-MONTHS_BACK), Month.of(today + timedelta(days=days_ahead)))

    def __contains__(self, month: Month) -> bool:
        return self.first <= month <= self.last


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What is true of a day whoever opens. `shape` is its weekday as the styles know it."""

    day: date
    holiday: str
    is_today: bool
    is_past: bool

    @classmethod
    def of(cls, day: date, today: date) -> DayFacts:
        return cls(day, (holiday_name(day) or "").replace(" ", ""), day == today, day < today)

    @property
    def shape(self) -> str:
        return ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[self.day.weekday()]

    @property
    def sign_kana(self) -> str:
        return _SIGN_KANA[self.day.weekday()]

    @property
    def sign(self) -> str:
        return wareki.WEEKDAYS[self.day.weekday()]
