"""How long one request may wait for the database, all its statements together.

A server that is slow or silent must not hold a person, or the thread that answers, for as long as it likes: when the time is
used up, the connection is given up and OperationalError raised. Jobs and commands wait as long as they are told to by
PostgreSQL's own limits (config/database.py).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

STATEMENT_MS = 5_000  # how long one statement may take where a person waits


class _Left(threading.local):
    seconds: float | None = None


_left = _Left()


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Within the block this thread waits no longer than that; never longer than a block around it allows."""
    before = _left.seconds
    allowed = seconds if before is None else min(before, seconds)
    _left.seconds = allowed
    try:
        yield
    finally:
        used = allowed - (_left.seconds or 0.0)
        _left.seconds = None if before is None else before - used


def left() -> float | None:
    """Seconds that may still be waited; None where nobody set a limit."""
    return _left.seconds


def used(seconds: float) -> None:
    """So long was waited just now."""
    if _left.seconds is not None:
        _left.seconds = max(0.0, _left.seconds - seconds)
