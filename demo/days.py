"""Days in the data, counted from the day the city is made for, so that the demo is always fresh."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from typing import Any

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


def dated(row: Mapping[str, Any], today: date) -> dict[str, Any]:
    """`days_ago`/`in_days` become `on`, `x_days_ago`/`x_in_days` become `x_on`; lists become tuples."""
    told: dict[str, Any] = {}
    for name, value in row.items():
        found = re.fullmatch(r"(?:(.*)_)?(days_ago|in_days)", name)
        if found:
            days = -value if found[2] == "days_ago" else value
            told[f"{found[1]}_on" if found[1] else "on"] = today + timedelta(days=days)
        else:
            told[name] = tuple(value) if isinstance(value, list) else value
    return told
