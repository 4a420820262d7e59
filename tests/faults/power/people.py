"""People who read pages, and somebody who watches `/healthz`, while the house stands on something that fails."""

from __future__ import annotations

import http.client
import itertools
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

PAGES = ("/", "/places/", "/meals/", "/news/", "/help/", "/voices/", "/about/")
KIND = "ひらいてください"  # what every page that refuses says last (words without kanji, so without furigana)


@dataclass(slots=True)
class Seen:
    """Statuses of pages, the slowest answer of a page and of health in seconds, and what was not kind."""

    statuses: Counter[int] = field(default_factory=Counter)
    page_s: float = 0.0
    health_s: list[float] = field(default_factory=list)
    rude: list[str] = field(default_factory=list)


def get(port: int, path: str, timeout: float = 60.0) -> tuple[int, bytes]:
    """Status 0: no answer at all."""
    connection = http.client.HTTPConnection("localhost", port, timeout=timeout)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        connection.close()


def look(port: int, seen: Seen, path: str) -> int:
    """One page: it is there, or it says kindly why not."""
    began = time.monotonic()
    status, page = get(port, path)
    seen.page_s = max(seen.page_s, time.monotonic() - began)
    seen.statuses[status] += 1
    if status not in (200, 301, 302, 404) and not (status == 503 and KIND in page.decode()):
        seen.rude.append(f"{path} {status} {page[:200]!r}")
    return status


@contextmanager
def looking(port: int, readers: int) -> Iterator[Seen]:
    """So many people read page after page, each with an address nobody has asked before, and health is asked for five
    times a second."""
    seen, stop, turn = Seen(), threading.Event(), itertools.count()

    def read() -> None:
        while not stop.is_set():
            number = next(turn)
            look(port, seen, f"{PAGES[number % len(PAGES)]}?turn={number}")
            stop.wait(0.05)

    def watch() -> None:
        while not stop.is_set():
            began = time.monotonic()
            _status, told = get(port, "/healthz")
            seen.health_s.append(time.monotonic() - began)
            if "database" not in json.loads(told or b"{}"):
                seen.rude.append(f"/healthz {told[:100]!r}")
            stop.wait(0.2)

    threads = [threading.Thread(target=read) for _ in range(readers)] + [threading.Thread(target=watch)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        stop.set()
        for thread in threads:
            thread.join()
