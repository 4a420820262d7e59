"""Turns and hours of each helper over eight weeks, so that the same few do not carry everything. Pure; no score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

DAYS = 56


@dataclass(frozen=True, slots=True)
class Turns:
    """How often, and how many minutes."""

    count: int = 0
    minutes: int = 0

    @property
    def hours(self) -> float:
        """For people: one digit behind the point."""
        return round(self.minutes / 60, 1)


def turns(spans: Iterable[tuple[datetime, datetime]]) -> Turns:
    found = list(spans)
    return Turns(len(found), sum(int((until - since).total_seconds()) // 60 for since, until in found))


def window(at: datetime) -> tuple[datetime, datetime]:
    """The eight weeks that end now."""
    return at - timedelta(days=DAYS), at
