"""Finished pages in the memory of one process, each for some seconds. One request makes a page, the others wait for it.

Pages that were made together do not end together, and one after the other is made anew: else all threads of a process would
be at it at once, every few seconds, and what is long made would wait behind them.

Knows nothing of requests: a key is a tuple of words, the time is given (seconds of a clock that never goes back).
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Event, Lock

Key = tuple[str, ...]
SPREAD = 0.2  # of its seconds a page may end earlier than another that was made in the same moment


@dataclass(frozen=True, slots=True)
class Page:
    """`headers` as they went out; `made` is when it was begun, so that it is never told younger than what it shows."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str
    made: float

    @property
    def share(self) -> float:
        """Of the seconds it might be kept, between 1 - SPREAD and 1: drawn from the last digits of `made`, so that every
        process that has this page comes to the same."""
        return 1 - SPREAD * (self.made * 1000 % 1)


class PageStore:
    """At most `bytes_max` bytes of pages with their keys; whichever was asked for longest ago goes first."""

    def __init__(self, bytes_max: int) -> None:
        self.bytes_max = bytes_max
        self.bytes = 0
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._makers: dict[Key, Event] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def ask(self, key: Key, now: float, *, fresh: float, old: float) -> Page | Event | None:
        """A page not older than its share of `fresh` seconds, or than `old` while somebody makes this one or another anew.
        An Event: somebody makes the first one just now, and it is set when that is over. None: the caller makes it, and
        must say `done`."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None and now - page.made <= fresh * page.share:
                self._pages.move_to_end(key)
                return page
            if page is not None and self._makers and now - page.made <= old:
                return page
            maker = self._makers.get(key)
            if maker is None:
                self._makers[key] = Event()
            return maker

    def done(self, key: Key, page: Page | None) -> None:
        """What the maker came to; None where it may not be kept. Who waits goes on."""
        with self._lock:
            before = self._pages.pop(key, None)
            if before is not None:
                self.bytes -= _size(key, before)
            if page is not None and _size(key, page) <= self.bytes_max:
                self._pages[key] = page
                self.bytes += _size(key, page)
            while self.bytes > self.bytes_max:
                longest_ago, gone = self._pages.popitem(last=False)
                self.bytes -= _size(longest_ago, gone)
            maker = self._makers.pop(key)
        maker.set()

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self.bytes = 0


_ROOM = 1_000  # bytes of the objects around a page, roughly


def _size(key: Key, page: Page) -> int:
    words = sum(map(len, key)) + sum(len(name) + len(value) for name, value in page.headers)
    return len(page.body) + words + _ROOM
