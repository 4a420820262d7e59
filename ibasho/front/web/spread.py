"""gunicorn's threaded worker that shares lines with its siblings: whoever holds more of them lets another take the next.

Every idle worker is woken when somebody connects, and the first to be woken takes them: nearly always the same one. A proxy
keeps its lines open, so one of two processes came to answer 31 of 32 of them while the other core had nothing to do.
"""

from __future__ import annotations

import mmap
import socket
import struct
import time

from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

# How long a worker that holds more lines leaves the next to the others. One that stands still costs a visitor this much.
LEAVES_SECONDS = 0.003


class Board:
    """How many lines each worker holds, for all of them to read: memory that every process of one copy shares.

    A worker writes its own place alone; `gone` is for the process above them (config/gunicorn.py).
    """

    PLACES = 64  # of the youngest workers: a reload has the old and the new ones side by side
    _NOBODY = -1
    _COUNT = struct.Struct("i")

    def __init__(self) -> None:
        self._shared = mmap.mmap(-1, self.PLACES * self._COUNT.size)
        for age in range(self.PLACES):
            self.gone(age)

    def tell(self, age: int, lines: int) -> None:
        self._COUNT.pack_into(self._shared, age % self.PLACES * self._COUNT.size, lines)

    def gone(self, age: int) -> None:
        self.tell(age, self._NOBODY)

    def least(self) -> int:
        """The smallest count of a living worker; 0 where none has told."""
        told = (lines for (lines,) in self._COUNT.iter_unpack(self._shared) if lines != self._NOBODY)
        return min(told, default=0)


BOARD = Board()  # gunicorn reads this module before it divides itself into workers


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn says no types
    def accept(self, listener: socket.socket) -> None:
        if self.nr_conns > BOARD.least():
            time.sleep(LEAVES_SECONDS)
        super().accept(listener)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        BOARD.tell(self.age, self.nr_conns)
        super().wait_for_and_dispatch_events(timeout)
