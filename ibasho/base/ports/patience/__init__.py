"""How long one request may wait for the database: each statement, and all of them together.

A server that is slow or silent must not hold a person, or the thread that answers, for as long as it likes: when the time is
used up, the line is closed and OperationalError raised; the server notices (`client_connection_check_interval`) and stops.
Jobs and commands wait as long as PostgreSQL's own limits let them (config/database.py).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Left(threading.local):
    """`seconds` in all, `each` for one statement; None: no limit."""

    seconds: float | None = None
    each: float = 0.0


_left = _Left()


@contextmanager
def at_most(seconds: float, *, each: float | None = None) -> Iterator[None]:
    """Within the block this thread waits no longer than `seconds` in all, and than `each` for one statement."""
    before = _left.seconds, _left.each
    _left.seconds, _left.each = seconds, seconds if each is None else each
    try:
        yield
    finally:
        _left.seconds, _left.each = before


def left() -> float | None:
    """Seconds the next statement may be waited for; None where nobody set a limit."""
    return None if _left.seconds is None else min(_left.seconds, _left.each)


def used(seconds: float) -> None:
    """So long was waited just now."""
    if _left.seconds is not None:
        _left.seconds = max(0.0, _left.seconds - seconds)
