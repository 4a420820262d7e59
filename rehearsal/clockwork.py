"""The clock of a rehearsal: all of the process reads the moment that is being played."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from ibasho.base.kernel import clock


class Clockwork:
    """`pace`: seconds of the year for a second of ours; None plays as fast as it can. One process, one clockwork."""

    def __init__(self, at: datetime, *, pace: float | None = None) -> None:
        self._at, self._pace = at, pace
        self._began = (time.monotonic(), at)

    def now(self) -> datetime:
        return self._at

    def turn(self, at: datetime) -> None:
        """To the moment of the next act; with a pace, not before its time has come."""
        self._at = at
        if self._pace:
            ours, theirs = self._began
            wait = (at - theirs).total_seconds() / self._pace - (time.monotonic() - ours)
            if wait > 0:
                time.sleep(wait)

    @contextmanager
    def running(self) -> Iterator[None]:
        """What asks `kernel.clock.now()` inside gets this clock's moment."""
        kept, clock.now = clock.now, self.now
        try:
            yield
        finally:
            clock.now = kept
