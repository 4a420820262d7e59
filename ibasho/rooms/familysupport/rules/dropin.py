"""一時預かり in numbers: ages in words, days of a month, 利用率."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel import wareki
from ibasho.base.kernel.errors import Invalid

DAYS_AHEAD = 92  # booked children stand in the counts of days to come
COUNT_MAX = 300


@dataclass(frozen=True, slots=True)
class Line:
    """A day's counts: children taken in and turned away; both None where nobody has counted."""

    day: date
    capacity: int
    served: int | None
    turned_away: int | None

    @property
    def is_counted(self) -> bool:
        return self.served is not None or self.turned_away is not None


@dataclass(frozen=True, slots=True)
class Counted:
    """Sums over days: how many could be taken in, were, and were turned away."""

    capacity: int = 0
    served: int = 0
    turned_away: int = 0

    @property
    def use_percent(self) -> float | None:
        """利用率: taken in of what could be; None where nothing was counted."""
        return round(100 * self.served / self.capacity, 1) if self.capacity else None

    @property
    def asked(self) -> int:
        return self.served + self.turned_away


def total(parts: Iterable[Counted]) -> Counted:
    found = list(parts)
    return Counted(
        sum(one.capacity for one in found), sum(one.served for one in found),
        sum(one.turned_away for one in found),
    )  # fmt: skip


def left(capacity: int, served: int) -> int:
    """Places still free; two half days may share one place, so more than `capacity` may have come."""
    return max(capacity - served, 0)


def ages_words(months_min: int, months_max: int) -> str:
    """`6か月から 6歳まで`: months below two years, years from then on. The end is the last month that is taken."""
    return f"{_age(months_min)}から {_age(months_max)}まで"


def _age(months: int) -> str:
    return f"{months}か月" if months < 24 else f"{months // 12}歳"


def days_of(first: date) -> list[date]:
    """Every day of the month in which `first` lies."""
    start = first.replace(day=1)
    return [start + timedelta(days=n) for n in range(31) if (start + timedelta(days=n)).month == start.month]


def months_of(nendo: int) -> list[list[date]]:
    """The days of each month of a 年度, April first."""
    firsts = [date(nendo, month, 1) for month in range(4, 13)] + [
        date(nendo + 1, month, 1) for month in (1, 2, 3)
    ]
    return [days_of(first) for first in firsts]


def first_nendo_with(days: Iterable[date], today: date) -> list[int]:
    """The 年度 to choose from, the newest first: from the oldest day known to today."""
    known = [years.nendo(day) for day in days]
    this = years.nendo(today)
    return list(range(this, min([*known, this]) - 1, -1))


def check_lines(lines: Iterable[Line], today: date) -> None:
    """Raises Invalid naming the day: too far ahead, or a number that can't be."""
    for one in lines:
        if not one.is_counted:
            continue
        if one.day > today + timedelta(days=DAYS_AHEAD):
            raise _refused(one.day, f"先すぎます。きょうから {DAYS_AHEAD}日先までの 日を 書いてください。")
        if max(one.capacity, one.served or 0, one.turned_away or 0) > COUNT_MAX:
            raise _refused(one.day, f"数が 大きすぎます。{COUNT_MAX}までの 数を 書いてください。")
        if min(one.capacity, one.served or 0, one.turned_away or 0) < 0:
            raise _refused(one.day, "数は 0から 書いてください。")


def check_care(months_min: int, months_max: int, capacity: int) -> None:
    """Raises Invalid at the field."""
    if months_max < months_min:
        words = "何か月までは、何か月からと 同じか、それより 大きい数に してください。"
        raise Invalid("familysupport.drop_in_ages", words, fields={"months_max": words})
    if not 0 < capacity <= COUNT_MAX:
        words = f"1日の定員を 1から {COUNT_MAX}までで 書いてください。"
        raise Invalid("familysupport.drop_in_capacity", words, fields={"capacity": words})


def _refused(day: date, words: str) -> Invalid:
    return Invalid("familysupport.drop_in_day", f"{wareki.day_label(day)}: {words}")
