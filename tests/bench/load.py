"""A closed-loop load: each connection asks again as soon as it has its answer. Several addresses take turns."""

from __future__ import annotations

import http.client
import math
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

CONNECTIONS = 2  # one per worker: what is measured is the page, not the queue before it
WARM_UP = 6
ROUNDS = 4
SECONDS_MAX = 4.0  # of one round
REQUESTS_MAX = 120  # of one round
ONE_ANSWER_MAX = 120.0
SLOW = 60.0  # a page slower than this is asked once and no more
HEADERS = {"Accept-Language": "ja", "Accept-Encoding": "gzip"}  # as every browser asks


@dataclass(frozen=True, slots=True)
class Load:
    """Milliseconds per answer with status 200, whole answers per second, and how many were anything else."""

    p50_ms: float
    p95_ms: float
    per_second: float
    requests: int
    errors: int
    body_bytes: int


@dataclass(slots=True)
class _Tally:
    """What one address answered: seconds of each good answer, the others counted, and how long all of it took."""

    seconds: list[float] = field(default_factory=list)
    errors: int = 0
    body_bytes: int = 0
    spent: float = 0.0

    def add(self, other: _Tally) -> None:
        self.seconds += other.seconds
        self.errors += other.errors
        self.body_bytes = max(self.body_bytes, other.body_bytes)


def measure(
    *urls: str, rounds: int = ROUNDS, seconds: float = SECONDS_MAX, requests: int = REQUESTS_MAX
) -> tuple[Load, ...]:
    """One Load per address, in the same order. They take turns, so that what else the machine does falls on all alike.

    Warm-up first. A round ends at `seconds` or `requests`, whichever comes first. Only localhost is ever asked.
    """
    if any(urlsplit(url).hostname != "localhost" for url in urls):
        raise ValueError(f"only localhost is measured, not {urls}")
    tallies = {url: _first(url) for url in urls}
    quick = [url for url, tally in tallies.items() if tally.seconds and tally.seconds[0] <= SLOW]
    for url in quick:
        _together(url, math.inf, WARM_UP // CONNECTIONS)
        tallies[url] = _Tally()
    for _ in range(rounds):
        for url in quick:
            began = time.monotonic()
            tallies[url].add(_together(url, began + seconds, requests // CONNECTIONS))
            tallies[url].spent += time.monotonic() - began
    return tuple(_load(tallies[url]) for url in urls)


def _first(url: str) -> _Tally:
    tally = _Tally()
    began = time.monotonic()
    _ask(url, tally, math.inf, 1)
    tally.spent = time.monotonic() - began
    return tally


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile; NaN of nothing."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan


def _together(url: str, until: float, times: int) -> _Tally:
    tallies = [_Tally() for _ in range(CONNECTIONS)]
    threads = [threading.Thread(target=_ask, args=(url, tally, until, times)) for tally in tallies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = _Tally()
    for tally in tallies:
        whole.add(tally)
    return whole


def _ask(url: str, tally: _Tally, until: float, times: int) -> None:
    """At least once. The connection is kept where the server keeps it and opened anew where it does not."""
    parts = urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    connection = http.client.HTTPConnection("localhost", parts.port, timeout=ONE_ANSWER_MAX)
    for number in range(times):
        if number and time.monotonic() > until:
            break
        began = time.monotonic()
        try:
            connection.request("GET", path, headers=HEADERS)
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            connection.close()
            tally.errors += 1
            continue
        if answer.status == 200:
            tally.seconds.append(time.monotonic() - began)
            tally.body_bytes = len(body)
        else:
            tally.errors += 1
    connection.close()


def _load(tally: _Tally) -> Load:
    return Load(
        p50_ms=round(percentile(tally.seconds, 0.50) * 1000, 1),
        p95_ms=round(percentile(tally.seconds, 0.95) * 1000, 1),
        per_second=round(len(tally.seconds) / tally.spent, 2),
        requests=len(tally.seconds) + tally.errors,
        errors=tally.errors,
        body_bytes=tally.body_bytes,
    )
