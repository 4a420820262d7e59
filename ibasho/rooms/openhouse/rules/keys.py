"""The number that opens the door: made at the decision, shown to the group from the day before until the day. Pure."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, timedelta

DIGITS = 6
_EASY = ("012345678901234", "987654321098765")


def new_key() -> str:
    """Six digits nobody guesses first: neither one digit all along nor a run."""
    while True:
        key = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
        if not is_easy(key):
            return key


def is_easy(key: str) -> bool:
    return len(set(key)) <= 2 or any(key in run for run in _EASY)


def is_shown(days: Iterable[date], today: date) -> bool:
    """Whether the group sees it: the day before one of its days, and on that day."""
    return any(day - timedelta(days=1) <= today <= day for day in days)
