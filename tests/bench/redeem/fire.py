"""Many clients at once, as cheap as Python can be: the load must not eat the two cores that are being measured.

Each client holds one connection, sends the next request as soon as it has its answer, and opens the connection anew
where the server closed it. Requests are bytes made beforehand.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tests.bench.load import percentile

CLIENTS = 32
ALL_ANSWERS_SECONDS_MAX = 600.0


@dataclass(frozen=True, slots=True)
class Fired:
    """Milliseconds over all answers, answers per second, and how many there were of each status (0: none came)."""

    per_second: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    seconds: float
    statuses: dict[int, int]


def post(path: str, body: bytes, **headers: str) -> bytes:
    """One HTTP/1.1 request as it goes over the wire; `headers` with _ for -."""
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "Content-Type: application/json", "", ""]).encode() + body


def fire(port: int, requests: Sequence[bytes], *, clients: int = CLIENTS) -> Fired:
    """All of `requests`, once each, by so many clients on localhost."""
    with ThreadPoolExecutor(1) as apart:  # a browser test may have left an event loop running in this thread
        return apart.submit(asyncio.run, _fire(port, requests, clients)).result()


async def _fire(port: int, requests: Sequence[bytes], clients: int) -> Fired:
    waiting = iter(requests)
    took: list[float] = []
    statuses: Counter[int] = Counter()
    began = time.perf_counter()
    everybody = asyncio.gather(*(_client(port, waiting, took, statuses) for _ in range(clients)))
    await asyncio.wait_for(
        everybody, ALL_ANSWERS_SECONDS_MAX
    )  # one watch for all: one each would eat what is measured
    seconds = time.perf_counter() - began
    p50, p95, p99 = (round(percentile(took, share) * 1000, 1) for share in (0.50, 0.95, 0.99))
    return Fired(round(len(requests) / seconds, 1), p50, p95, p99, round(seconds, 2), dict(statuses))


async def _client(port: int, waiting: Iterator[bytes], took: list[float], statuses: Counter[int]) -> None:
    line: _Line | None = None
    for request in waiting:
        began = time.perf_counter()
        line = line if line is not None and line.is_open else await _Line.opened(port)
        status = await line.ask(request)
        took.append(time.perf_counter() - began)
        statuses[status] += 1
    if line is not None:
        line.close()


class _Line(asyncio.Protocol):
    """One connection with one request under way."""

    def __init__(self) -> None:
        self.is_open = False
        self._transport: asyncio.Transport | None = None
        self._came = b""
        self._answer: asyncio.Future[int] | None = None

    @classmethod
    async def opened(cls, port: int) -> _Line:
        _, line = await asyncio.get_running_loop().create_connection(cls, "localhost", port)
        return line

    async def ask(self, request: bytes) -> int:
        """The status, or 0 where the connection broke before an answer."""
        assert self._transport is not None
        self._came, self._answer = b"", asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport, self.is_open = transport, True

    def data_received(self, data: bytes) -> None:
        self._came += data
        head, found, body = self._came.partition(b"\r\n\r\n")
        if found and len(body) >= _length(head):
            if b"connection: close" in head.lower():
                self.is_open = False
            self._done(int(head[9:12]))

    def connection_lost(self, error: Exception | None) -> None:
        self.is_open = False
        self._done(0)

    def _done(self, status: int) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(status)


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0
