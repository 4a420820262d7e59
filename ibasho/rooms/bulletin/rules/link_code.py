"""Six digits that tie an account to a LINE friend. Pure."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

DIGITS = 6
GOOD_FOR = timedelta(minutes=10)
TRIES_MAX = 5  # of one friend within that time


def new_digits() -> str:
    """From the system's secure source; never told twice."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def made_after(at: datetime) -> datetime:
    """Codes made earlier open nothing any more."""
    return at - GOOD_FOR
