"""Requests that come when they come: at a fixed rate, whether or not the ones before have been answered.

Each is measured from the moment in which it was due, so that a copy that stands still for a second has a second's worth of
late answers, not one (no coordinated omission). One process, bytes made by the caller, as little Python as can be: the load
shares its two cores with what is measured.
"""

from __future__ import annotations

import asyncio
import time
from array import array
from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tests.bench.load import percentile

LINES_MAX = 400  # connections at once; what comes beyond waits, and its time runs
IDLE_MAX = 1.0  # seconds: the server closes a line that is idle for two
LAST_ANSWERS = 60.0  # seconds the last requests are waited for
SHARES = {"p50": 0.50, "p95": 0.95, "p99": 0.99}


@dataclass(slots=True)
class Answers:
    """Seconds of every answer in the order they came, and how many there were of each status (0: none came)."""

    took: array[float] = field(default_factory=lambda: array("f"))
    statuses: Counter[int] = field(default_factory=Counter)
    body_bytes: int = 0

    def add(self, seconds: float, status: int, size: int) -> None:
        self.took.append(seconds)
        self.statuses[status] += 1
        self.body_bytes += size

    @property
    def failed(self) -> int:
        """5xx, and answers that never came."""
        return sum(count for status, count in self.statuses.items() if status == 0 or status >= 500)

    def ms(self, share: float, part: slice = slice(None)) -> float:
        return round(percentile(self.took[part], share) * 1000, 1)


@dataclass(slots=True)
class Stream:
    """`per_second` requests, taken from `requests` one by one when each is due."""

    name: str
    per_second: float
    requests: Iterator[bytes]
    answers: Answers = field(default_factory=Answers)


def run(
    port: int,
    streams: list[Stream],
    seconds: float,
    *,
    every: float = 30.0,
    tell: Callable[[float], None] | None = None,
) -> None:
    """All streams together for so long; `tell` is called with the seconds gone, every so often. The answers are with the
    streams afterwards. Ends even when the other side does not answer."""  # fmt: skip
    with ThreadPoolExecutor(1) as apart:  # a browser test may have left an event loop running in this thread
        apart.submit(lambda: asyncio.run(_Crowd(port).run(streams, seconds, every, tell))).result()


class _Crowd:
    """The lines that are open, the free ones, and who waits for one."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.free: list[_Line] = []
        self.waiting: deque[tuple[bytes, float, Answers]] = deque()
        self.open = 0
        self.under_way = 0
        self._opening: set[asyncio.Task[None]] = set()

    async def run(
        self, streams: list[Stream], seconds: float, every: float, tell: Callable[[float], None] | None
    ) -> None:
        began = time.perf_counter()
        await asyncio.gather(
            *(self._come(stream, began, seconds) for stream in streams),
            self._tell(began, seconds, every, tell),
        )
        until = time.perf_counter() + LAST_ANSWERS
        while (self.under_way or self.waiting) and time.perf_counter() < until:
            await asyncio.sleep(0.01)
        for _, due, answers in self.waiting:
            answers.add(time.perf_counter() - due, 0, 0)
        for line in self.free:
            line.close()

    async def _come(self, stream: Stream, began: float, seconds: float) -> None:
        count = int(stream.per_second * seconds)
        for number in range(count):
            due = began + number / stream.per_second
            if (early := due - time.perf_counter()) > 0.0005:
                await asyncio.sleep(early)
            elif number % 50 == 0:
                await asyncio.sleep(0)  # behind: the others have their turn
            self.ask(next(stream.requests), due, stream.answers)

    async def _tell(
        self, began: float, seconds: float, every: float, tell: Callable[[float], None] | None
    ) -> None:
        at = every
        while tell is not None and at < seconds:
            await asyncio.sleep(max(0.0, began + at - time.perf_counter()))
            tell(at)
            at += every

    def ask(self, request: bytes, due: float, answers: Answers) -> None:
        self.under_way += 1
        while self.free:
            line = self.free.pop()
            if line.is_fresh():
                line.send(request, due, answers)
                return
            line.close()
        self.waiting.append((request, due, answers))
        if self.open < LINES_MAX:
            self._open()

    def _open(self) -> None:
        self.open += 1
        task = asyncio.get_running_loop().create_task(self._connect())
        self._opening.add(task)
        task.add_done_callback(self._opening.discard)

    async def _connect(self) -> None:
        try:
            await asyncio.get_running_loop().create_connection(lambda: _Line(self), "127.0.0.1", self.port)
        except OSError:
            self.open -= 1
            if self.waiting:
                _, due, answers = self.waiting.popleft()
                self.answered(due, answers, 0, 0)

    def ready(self, line: _Line) -> None:
        """A line that may carry the next request."""
        if self.waiting:
            line.send(*self.waiting.popleft())
        else:
            self.free.append(line)

    def gone(self, line: _Line) -> None:
        self.open -= 1
        if line in self.free:
            self.free.remove(line)
        if self.waiting and self.open < LINES_MAX:
            self._open()

    def answered(self, due: float, answers: Answers, status: int, size: int) -> None:
        self.under_way -= 1
        answers.add(time.perf_counter() - due, status, size)


class _Line(asyncio.Protocol):
    """One connection with one request under way."""

    def __init__(self, crowd: _Crowd) -> None:
        self._crowd = crowd
        self._transport: asyncio.Transport | None = None
        self._head = b""
        self._length = -1  # of the body, once the head is there
        self._body = 0
        self._asked: tuple[float, Answers] | None = None
        self._used = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._crowd.ready(self)

    def is_fresh(self) -> bool:
        return time.perf_counter() - self._used < IDLE_MAX

    def send(self, request: bytes, due: float, answers: Answers) -> None:
        assert self._transport is not None
        self._head, self._length, self._body, self._asked = b"", -1, 0, (due, answers)
        self._transport.write(request)

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def data_received(self, data: bytes) -> None:
        if self._length < 0:
            self._head += data
            head, found, body = self._head.partition(b"\r\n\r\n")
            if not found:
                return
            self._head, self._length, self._body = head, length(head), len(body)
        else:
            self._body += len(data)
        if self._body >= self._length and self._asked is not None:
            self._done()

    def _done(self) -> None:
        assert self._asked is not None
        (due, answers), self._asked, self._used = self._asked, None, time.perf_counter()
        self._crowd.answered(due, answers, int(self._head[9:12]), self._body)
        if b"connection: close" in self._head.lower():
            self.close()
        else:
            self._crowd.ready(self)

    def connection_lost(self, error: Exception | None) -> None:
        if self._asked is not None:
            (due, answers), self._asked = self._asked, None
            self._crowd.answered(due, answers, 0, 0)
        self._crowd.gone(self)


def length(head: bytes) -> int:
    """What `Content-Length` says; 0 where there is none (304)."""
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0
