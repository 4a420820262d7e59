"""What can be done only once in a copy (a month closed, glass broken): one walk that is looked at in both sizes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser

from tests.browser.conftest import SIZES
from tests.journeys.walking import Walk


def both(walk: Walk, name: str) -> None:
    """The same page in the other size too; the walk goes on in its own."""
    size = walk.size
    for walk.size in SIZES:
        width, height = SIZES[walk.size]
        walk.page.set_viewport_size({"width": width, "height": height})
        walk.stop(name)
    walk.size = size
    walk.page.set_viewport_size({"width": SIZES[size][0], "height": SIZES[size][1]})


@contextmanager
def walking(browser: Browser, city: str, who: str, size: str) -> Iterator[Walk]:
    made = Walk(browser, city, who, size)
    try:
        made.enter(who)
        yield made
        assert made.problems == []
    finally:
        made.end()
