"""Until when a pool lasts if children go on eating as they did: from real meals of each weekday. Pure.

Two profiles: days of school and days of 長期休業, because lunch is eaten elsewhere in the holidays. What is to come is
seen before it comes: the last holidays within a year are asked, and where none were a ticket is wanted more often by めやす.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

DAYS_ASKED = 56  # eight weeks of real meals
DAYS_BACK = 366  # so far back days of 長期休業 are asked: the last summer tells of the next
RESTING_FACTOR = (
    1.4  # めやす, as `holiday_factor` of the rehearsal: until a city has seen holidays of its own
)
DAYS_MIN, MEALS_MIN = 14, 20  # below, no day is named: it would be a guess
DAYS_AHEAD_MAX = 730
WEEK = 7
Resting = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Profile:
    """Meals expected on each weekday, Monday first; `holiday` is None where no day of 長期休業 has been seen. `days` and
    `meals` of the last eight weeks."""

    ordinary: tuple[float, ...]
    holiday: tuple[float, ...] | None
    days: int
    meals: int

    @property
    def enough(self) -> bool:
        return self.days >= DAYS_MIN and self.meals >= MEALS_MIN

    def expected(self, day: date, resting: bool) -> float:
        """Days of 長期休業 of which nothing is known are taken to be like any other, and a ticket to be wanted more often."""
        if resting and self.holiday is None:
            return self.ordinary[day.weekday()] * RESTING_FACTOR
        row = self.holiday if resting and self.holiday is not None else self.ordinary
        return row[day.weekday()]


@dataclass(frozen=True, slots=True)
class Forecast:
    """`until` is the last day with a meal; None: not known (`enough` false), or beyond two years."""

    until: date | None
    enough: bool
    days: int
    meals: int
    empty: bool = False

    @property
    def words(self) -> str:
        """One sentence for people."""
        if self.empty:
            return "いま、この袋の お金は 1食分に たりません。"
        if not self.enough and not self.meals:
            return "まだ 1食も 使われていないので、いつまで もつかは わかりません。"
        if not self.enough:
            return (
                f"まだ {self.days}日・{self.meals}食しか 使われていないので、いつまで もつかは わかりません。"
            )
        if self.until is None:
            return "このままなら、2年より 先まで もちます。"
        return f"このままなら、{self.until.year}年{self.until.month}月{self.until.day}日ごろ まで もちます。"


def profile(
    meals: Mapping[date, int], first: date, last: date, resting: Resting, *, since: date | None = None
) -> Profile:
    """The mean of each weekday over `first`–`last` inclusive, of days of 長期休業 over `since`–`last`; a day without an
    entry is a day without a meal.

    A weekday not seen in a profile gets that profile's mean day. An empty span is a profile of nothing.
    """
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    ordinary = [day for day in days if not resting(day)]
    begin = min(since or first, first)
    holiday = [day for n in range((last - begin).days + 1) if resting(day := begin + timedelta(days=n))]
    usual = _means(meals, ordinary)
    special = _means(meals, holiday) if holiday else None
    return Profile(
        ordinary=usual if ordinary or special is None else special,
        holiday=special, days=len(days), meals=sum(meals.get(day, 0) for day in days),
    )  # fmt: skip


def _means(meals: Mapping[date, int], days: list[date]) -> tuple[float, ...]:
    mean = sum(meals.get(day, 0) for day in days) / len(days) if days else 0.0
    of = {n: [meals.get(day, 0) for day in days if day.weekday() == n] for n in range(WEEK)}
    return tuple(sum(of[n]) / len(of[n]) if of[n] else mean for n in range(WEEK))


def forecast(
    *, yen: int, price_yen: int, seen: Profile, today: date, resting: Resting, open_on: Resting | None = None
) -> Forecast:
    """From `yen` (unissued + live) and the price of a meal. `open_on` tells days on which the pool is drawn from at
    all (holiday pools); None: every day."""
    left = yen // price_yen
    if left < 1:
        return Forecast(None, enough=seen.enough, days=seen.days, meals=seen.meals, empty=True)
    if not seen.enough:
        return Forecast(None, enough=False, days=seen.days, meals=seen.meals)
    ahead = [today + timedelta(days=n) for n in range(DAYS_AHEAD_MAX)]
    eaten = accumulate(
        seen.expected(day, resting(day)) if open_on is None or open_on(day) else 0.0 for day in ahead
    )
    until = next((day for day, sum_ in zip(ahead, eaten, strict=True) if sum_ >= left), None)
    return Forecast(until, enough=True, days=seen.days, meals=seen.meals)


def week_weight(seen: Profile, monday: date, resting: Resting) -> float:
    """Meals expected in the week that begins on `monday`; every week weighs the same while too little is known."""
    if not seen.enough:
        return 1.0
    days = (monday + timedelta(days=n) for n in range(WEEK))
    return sum(seen.expected(day, resting(day)) for day in days)
