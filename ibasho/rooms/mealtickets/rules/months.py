"""Month end: periods, pay days, the tax that is contained in a price, what is paid now and what waits. Pure."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.errors import Conflict
from ibasho.town.payouts.rules import days

LEAD_BANK_DAYS = 3  # a bank wants its file some days before


@dataclass(frozen=True, slots=True)
class Period:
    """`first` to `cut_off`, both days included, within one 会計年度."""

    first: date
    cut_off: date

    @property
    def nendo(self) -> int:
        return years.nendo(self.cut_off)

    @property
    def ends_the_nendo(self) -> bool:
        return self.cut_off == years.last_day(self.nendo)


def cut_off(year: int, month: int, day: int) -> date:
    """The cut-off day of a month; 31 means its last day."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def period(first: date, day: int) -> Period:
    """From `first` to the next cut-off `day`, or to 31 March where that comes before it: a 会計年度 stands alone."""
    found = cut_off(first.year, first.month, day)
    if found < first:
        after = date(first.year, first.month, 28) + timedelta(days=4)
        found = cut_off(after.year, after.month, day)
    return Period(first, min(found, years.last_day(years.nendo(first))))


def next_period(last_cut_off: date | None, first_meal: date | None, day: int) -> Period | None:
    """After the closing before, else from the first meal on; None where nothing was ever eaten."""
    if last_cut_off is not None:
        return period(last_cut_off + timedelta(days=1), day)
    return period(first_meal, day) if first_meal is not None else None


def require_over(wanted: Period, today: date) -> None:
    """Conflict until the cut-off day is over: a meal of that day may still come."""
    if today <= wanted.cut_off:
        told = f"{wanted.cut_off.month}月{wanted.cut_off.day}日"
        raise Conflict(
            "mealtickets.month_not_over",
            f"しめ日の {told}が まだ 終わっていません。つぎの日から しめられます。",
        )


def pay_on(cut_off_on: date, pay_day: int, *, before: bool, today: date) -> date:
    """The pay day of the month after, moved to a day banks work; where that is too near, the first day that is not."""
    after = date(cut_off_on.year, cut_off_on.month, 28) + timedelta(days=4)
    planned = days.shifted(cut_off(after.year, after.month, pay_day), before=before)
    return max(planned, earliest_pay_on(today))


def earliest_pay_on(today: date) -> date:
    day = today
    for _ in range(LEAD_BANK_DAYS):
        day = days.shifted(day + timedelta(days=1), before=False)
    return day


def contained_tax(yen: int, percent: int) -> int:
    """The tax within an amount, rounded down once (per rate and document): 1,100円 at 10 % → 100円."""
    return yen * percent // (100 + percent)


@dataclass(frozen=True, slots=True)
class Owed:
    """What a shop is owed for one closing. `meals_yen` of its period (reversals taken off; below zero where only old
    meals were taken back), `until_yen` of all meals until the cut-off, `settled_yen` paid or on its way."""

    meals_yen: int
    until_yen: int
    settled_yen: int

    @property
    def total_yen(self) -> int:
        return max(0, self.until_yen - self.settled_yen)

    @property
    def own_yen(self) -> int:
        """Of the total, what belongs to this period."""
        return min(max(0, self.meals_yen), self.total_yen)

    @property
    def carried_yen(self) -> int:
        """Of the total, what stood open before: carried below the minimum, without a payee, or returned by the bank."""
        return self.total_yen - self.own_yen


class Waits(StrEnum):
    """Why a statement is not in a run."""

    PAYEE = "payee"  # no account yet that two people have looked at
    BELOW_MIN = "min"  # carried to the next month


def waits(yen: int, *, payee_confirmed: bool, pay_min_yen: int, last_of_nendo: bool) -> Waits | None:
    """None where the amount goes into the run. At the end of a 会計年度 small amounts are paid too."""
    if not payee_confirmed:
        return Waits.PAYEE
    return Waits.BELOW_MIN if yen < pay_min_yen and not last_of_nendo else None
