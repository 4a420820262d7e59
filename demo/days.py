"""Days in the data, counted from the day the city is made for, so that the demo is always fresh."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time, timedelta

WEEKDAYS = "月火水木金土日"


def in_days(today: date, days: int | None) -> date | None:
    return None if days is None else today + timedelta(days=days)


def week_day(today: date, words: str) -> date:
    """ "-2火" is the Tuesday two weeks before this week; weeks begin on Monday."""
    found = re.fullmatch(rf"(-?\d+)([{WEEKDAYS}])", words)
    if not found:
        raise ValueError(f"not a week and a weekday: {words!r}")
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(weeks=int(found[1]), days=WEEKDAYS.index(found[2]))


def week_days(today: date, words: Iterable[str]) -> tuple[date, ...]:
    return tuple(week_day(today, each) for each in words)


def weekdays(words: str) -> frozenset[int]:
    """ "火木" → {1, 3}"""
    return frozenset(WEEKDAYS.index(letter) for letter in words)


def clock(words: str | None) -> time | None:
    return None if words is None else time.fromisoformat(words)
