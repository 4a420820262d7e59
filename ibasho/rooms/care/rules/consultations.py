"""The year's table of consultations: 延べ and 実 by category, month and channel. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel import wareki
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.care.rules.categories import known
from ibasho.rooms.care.rules.kinds import Channel

COUNT_MAX = 9_999  # of one line: a slip of the finger is larger
TOTAL_BY_DAY = 10  # of the next month, until when a month's figures are expected


@dataclass(frozen=True, slots=True)
class Line:
    """`count` consultations (延べ) of a day, or of the month that begins `on` (`whole_month`); `firsts` of them 実."""

    on: date
    channel: str
    category: str
    count: int
    firsts: int = 0
    whole_month: bool = False

    @property
    def month(self) -> date:
        return month_of(self.on)


@dataclass(frozen=True, slots=True)
class Sum:
    """延べ and 実."""

    count: int = 0
    firsts: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.count + other.count, self.firsts + other.firsts)


NOTHING = Sum()
Cells = Mapping[tuple[str, str, date], Sum]  # (category, channel, month)


@dataclass(frozen=True)
class Year:
    """What one 年度 counts, month by month. `months`: those of which anything is known, in order."""

    nendo: int
    cells: Cells
    months: tuple[date, ...]

    @cached_property
    def total(self) -> Sum:
        return self._sum()

    def of(self, *, category: str = "", channel: str = "", months: Sequence[date] = ()) -> Sum:
        return self._sum(category, channel, months)

    def until(self, month: date) -> Year:
        """The year up to the end of `month`."""
        cells = {key: one for key, one in self.cells.items() if key[2] <= month}
        return Year(self.nendo, cells, tuple(one for one in self.months if one <= month))

    def _sum(self, category: str = "", channel: str = "", months: Sequence[date] = ()) -> Sum:
        found = (
            one
            for (of_category, of_channel, of_month), one in self.cells.items()
            if category in ("", of_category)
            and channel in ("", of_channel)
            and (not months or of_month in months)
        )
        return sum(found, NOTHING)


def year(nendo: int, lines: Iterable[Line]) -> Year:
    """A month that has its own totals is counted by them alone: single consultations of it stand in them already."""
    inside = [one for one in lines if years.nendo(one.on) == nendo]
    whole = {one.month for one in inside if one.whole_month}
    cells: dict[tuple[str, str, date], Sum] = defaultdict(Sum)
    for one in inside:
        if one.whole_month == (one.month in whole):
            cells[one.category, one.channel, one.month] += Sum(one.count, one.firsts)
    return Year(nendo, dict(cells), tuple(sorted({one.month for one in inside})))


def month_of(day: date) -> date:
    return day.replace(day=1)


def months_of(nendo: int) -> tuple[date, ...]:
    """The twelve first days, April first."""
    return tuple(date(nendo + (month < 4), month, 1) for month in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3))


def last_day(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def shares(counts: Sequence[int]) -> tuple[int | None, ...]:
    """Each in a thousandth of their sum, rounded half up on its own as cities publish them: they need not add up to
    1,000. None for all where nothing was counted."""
    total = sum(counts)
    return tuple((2_000 * one + total) // (2 * total) if total else None for one in counts)


def percent(per_mille: int | None) -> str:
    """`66.0`; "" where nothing is known."""
    return "" if per_mille is None else f"{per_mille // 10}.{per_mille % 10}"


def check(line: Line, today: date) -> None:
    """Raises Invalid."""
    known(line.category)
    if line.channel not in set(Channel):
        _refuse("channel", "受けた方法を えらんでください。")
    if line.on > today:
        _refuse("on", "まだ 来ていない日です。相談のあった日を 入れてください。")
    if years.nendo(line.on) < years.nendo(today) - 10:
        _refuse("on", "11年より 前の 年度です。日を たしかめてください。")
    if not 1 <= line.count <= COUNT_MAX:
        _refuse("count", f"件数は 1から {COUNT_MAX:,}までで 入れてください。")
    if not 0 <= line.firsts <= line.count:
        _refuse("firsts", "実（はじめて）は 延べより 多く できません。")


def check_months(lines: Sequence[Line], months: Iterable[date], today: date) -> None:
    """Totals of whole months. Raises Invalid."""
    for one in lines:
        check(one, today)
    if any(month > today or month.day != 1 for month in months):
        _refuse("month", "まだ 来ていない月です。月を たしかめてください。")
    twice = {(one.on, one.channel, one.category) for one in lines}
    if len(twice) != len(lines):
        _refuse("month", "おなじ 月・種別・方法が 2回 あります。")


def untold(months: Iterable[date], today: date) -> tuple[date, ...]:
    """Months of the last twelve, over for so long that their figures should stand, without any. Nothing is asked of who
    has never counted here."""
    told = set(months)
    if not told:
        return ()
    waits = month_of(today - timedelta(days=TOTAL_BY_DAY))
    found, month = [], month_of(waits - timedelta(days=1))
    for _back in range(12):
        if month < min(told):
            break
        if month not in told:
            found.append(month)
        month = month_of(month - timedelta(days=1))
    return tuple(sorted(found))


def may_be_released(through: date, today: date, *, nendo: int, latest: date | None) -> None:
    """`latest`: up to which month the 年度 is out already. Raises Invalid, Conflict."""
    if through.day != 1 or years.nendo(through) != nendo:
        _refuse("through", "この年度の 月を えらんでください。")
    if last_day(through) >= today:
        _refuse("through", "まだ おわっていない月です。おわった月まで 出せます。")
    if latest is not None and through <= latest:
        month = f"{wareki.year_label(latest)}{latest.month}月"
        raise Conflict(
            "consultation.released",
            f"{month}までは もう 出してあります。出した表は 変えません。つぎの月から 出してください。",
        )


def _refuse(field: str, sentence: str) -> None:
    raise Invalid(f"consultation.{field}", sentence, fields={field: sentence})
