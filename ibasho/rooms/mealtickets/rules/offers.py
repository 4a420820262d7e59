"""Weeks, how long tickets of a week may live, and how much of what is out has ended. Pure."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from ibasho.base.kernel import nendo
from ibasho.rooms.mealtickets.rules.money import SIX_MONTHS

WEEKS_AHEAD_MAX = 106
MONTHS = 6


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def last_day(week: date) -> date:
    """The last day on which tickets of this week may be used: within six months of the Monday they came out
    (資金決済法 4条2号), so the day before the same day of the sixth month after it."""
    month = week.month - 1 + MONTHS
    year, month = week.year + month // 12, month % 12 + 1
    same = date(year, month, min(week.day, calendar.monthrange(year, month)[1]))
    return min(same - timedelta(days=1), week + timedelta(days=SIX_MONTHS))


def lasts_until(week: date, wished: date | None) -> date:
    """Until when a pool is to last: as set, or the end of the 年度; a wish that has passed counts as this week's end."""
    end = wished or nendo.last_day(nendo.nendo(week))
    return max(end, week + timedelta(days=6))


def weeks(week: date, until: date, wanted: Callable[[date], bool]) -> list[date]:
    """Mondays from `week` until the week of `until`, those `wanted` alone (holiday pools: weeks of 長期休業)."""
    count = min(WEEKS_AHEAD_MAX, (monday(until) - week).days // 7 + 1)
    return [one for n in range(max(1, count)) if wanted(one := week + timedelta(days=7 * n))]


def to_issue(*, meals: int, price_yen: int, live_yen: int, eaten_yen: int, unissued_yen: int) -> int:
    """Yen to bring out so that, with what is still out and what this week has eaten already, `meals` are reached.

    Whole meals alone, so that no ticket is a part of one.
    """
    lacking = meals * price_yen - live_yen - eaten_yen
    meals_more = min(-(-lacking // price_yen), unissued_yen // price_yen)
    return max(0, meals_more) * price_yen


def ended(live_yen: int, valid_yen: Iterable[int]) -> int:
    """Yen of what is out that belong to offers whose last day has passed.

    The oldest are eaten first, so what is out belongs to the newest offers: whatever is more than those still valid
    has ended. Cumulative sums say it; no ticket has a row of its own.
    """
    return max(0, live_yen - sum(valid_yen))
