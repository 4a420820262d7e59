"""Who comes at the peak: shops' devices that scan one card after another, and people who look at public pages."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import cycle

import psycopg

from config import postgres
from tests.bench import scratch
from tests.bench.redeem import ours
from tests.faults.seed import TillKey

SEED = 500
# How often each is asked for: a bell rings, and most look at what is open now. Place pages share their weight.
PAGES = {
    "/": 30,
    "/today/": 30,
    "/calendar/": 10,
    "/map/": 5,
    "/meals/shops/": 8,
    "/today/?kind=food": 4,
    "/news/": 4,
}
PLACES, PLACES_WEIGHT = 20, 9
LOOKS = (("ja", "", 92), ("ja", "furigana=off", 4), ("en", "", 2), ("ja", "language=pt-br", 2))


def scans(tills: list[TillKey], cards: Iterator[str]) -> Iterator[bytes]:
    """One scan of each card by each device in turn, signed in the moment in which it is sent."""
    for number, (till, card) in enumerate(zip(cycle(tills), cards, strict=False), 1):
        yield ours.scan(till, card, number)


def looks() -> Iterator[bytes]:
    """Requests for public pages without end, the same ones every time."""
    dice = random.Random(SEED)
    pages = {**PAGES, **dict.fromkeys(_places(), PLACES_WEIGHT / PLACES)}
    paths = dice.choices(list(pages), list(pages.values()), k=10_000)
    ways = dice.choices([look[:2] for look in LOOKS], [look[2] for look in LOOKS], k=10_000)
    yield from cycle([get(path, *way) for path, way in zip(paths, ways, strict=True)])


def get(path: str, language: str = "ja", cookie: str = "") -> bytes:
    """As a browser asks that has never been here, but for a choice of its look."""
    lines = [
        f"GET {path} HTTP/1.1", "Host: localhost", f"Accept-Language: {language}", "Accept-Encoding: gzip",
        *([f"Cookie: {cookie}"] if cookie else []), "", "",
    ]  # fmt: skip
    return "\r\n".join(lines).encode()


def _places() -> list[str]:
    query = "select public_id from places_place where state = 'published' order by id desc limit %s"
    with psycopg.connect(postgres.dsn(scratch.DATABASE, postgres.SUPERUSER)) as admin:
        return [f"/places/{public_id}/" for (public_id,) in admin.execute(query, [PLACES])]
