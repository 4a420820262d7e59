"""What a client of the crowd does, and what it keeps of it: a mark only it knows, and whether it was told ○."""

from __future__ import annotations

import random
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import psycopg

from tests.faults.crowd.browser import Browser, Page

Connection = psycopg.Connection[Any]
DAY = (8, 21)  # hours in which people do things at all


@dataclass(frozen=True, slots=True)
class Answer:
    """`done`: the client was told that it stands. Not done and clear: it was told why not."""

    mark: str
    done: bool
    page: Page


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the clients' own log. `hour` of the played day."""

    verb: str
    mark: str
    done: bool
    is_clear: bool
    tries: int
    seconds: float
    status: int
    words: str = ""


@dataclass(slots=True)
class Log:
    deeds: list[Deed] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, deed: Deed) -> None:
        with self._lock:
            self.deeds.append(deed)

    def done(self) -> Counter[str]:
        """How often each verb was told ○."""
        return Counter(one.verb for one in self.deeds if one.done)

    @property
    def unclear(self) -> list[Deed]:
        return [one for one in self.deeds if not one.is_clear]

    @property
    def clear_share(self) -> float:
        return 1 - len(self.unclear) / len(self.deeds) if self.deeds else 0.0

    @property
    def longest(self) -> float:
        """Seconds somebody waited for a clear answer, tries and all."""
        return max((one.seconds for one in self.deeds), default=0.0)


class Hand:
    """Who does one deed: a browser of their own, what the room planted for clients (`known`), chance, and things that are
    used up (`take`)."""

    def __init__(self, port: int, known: Mapping[str, Any], chance: random.Random, stocks: Stocks) -> None:
        self.port, self.known, self.chance, self._stocks = port, known, chance, stocks
        self.mark = uuid.uuid4().hex  # nobody ever used it before, whatever the seed

    def browser(self, session: str = "") -> Browser:
        """`session`: of somebody the planting signed in; else somebody new, from an address of their own."""
        address = (
            f"10.{self.chance.randrange(256)}.{self.chance.randrange(256)}.{self.chance.randrange(1, 255)}"
        )
        return Browser(self.port, address=address, cookies={"session": session} if session else None)

    def take(self, name: str) -> Any:
        """One of what was planted under this name and not used yet. Raises UsedUpError."""
        return self._stocks.take(self.known, name)

    def count(self, name: str) -> int:
        """The next number of a machine that counts what it sends."""
        return self._stocks.count(name)


class UsedUpError(Exception):
    """Nothing left to do it with: the verb rests from now on."""


class Stocks:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._used: Counter[tuple[int, str]] = Counter()
        self._counts: Counter[str] = Counter()

    def take(self, known: Mapping[str, Any], name: str) -> Any:
        with self._lock:
            at = self._used[id(known), name]
            if at >= len(known[name]):
                raise UsedUpError(name)
            self._used[id(known), name] += 1
        return known[name][at]

    def count(self, name: str) -> int:
        with self._lock:
            self._counts[name] += 1
            return self._counts[name]


Counts = Callable[[Connection, list[str]], Counter[str]]


@dataclass(frozen=True, slots=True)
class Verb:
    """`do` over HTTP; `rows`: mark → how many rows stand for it, asked in plain SQL. `share` within its room."""

    name: str
    do: Callable[[Hand], Answer]
    rows: Counts
    share: float = 1.0
    hours: tuple[int, int] = DAY


def by_sql(query: str) -> Counts:
    """`query`: (mark, count) for `any(%s)` of marks."""

    def rows(connection: Connection, marks: list[str]) -> Counter[str]:
        return Counter(
            {str(mark): int(count) for mark, count in connection.execute(query, [marks]).fetchall()}
        )

    return rows


def pressed(browser: Browser, path: str, told: Mapping[str, Any], *, action: str = "") -> Page:
    """Looks at a page, fills in its form and sends it. The page itself where it shows no such form."""
    page = browser.get(path)
    form = page.form(action) if page.status == 200 else None
    return page if form is None else browser.press(form, told)


def told(mark: str, page: Page, *, then: str = "") -> Answer:
    """○ where the answer leads on (to `then`, if given)."""
    return Answer(mark, page.status in (302, 303) and then in page.location, page)


def marks(deeds: Iterable[Deed], verb: str) -> list[str]:
    return sorted({one.mark for one in deeds if one.verb == verb and one.mark})


Plant = Callable[[Any, Callable[[Any], str], int], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Room:
    """`share`: of all deeds, as the rehearsal's own act has it. `plant(cast, session_of, many)` gives what clients know."""

    name: str
    share: float
    plant: Plant
    verbs: tuple[Verb, ...]
