"""A child of nine on a school tablet: no account, no phone, no parent at hand."""

from __future__ import annotations

from collections.abc import Callable

from tests.evidence.keeping import measured
from tests.journeys.walking import Walk


def test_a_child_finds_where_to_go_today(walk: Callable[..., Walk]) -> None:
    child = walk("child")
    child.open("/")
    child.stop("front")
    child.start()
    child.tap("いま・きょう 行けるところ")
    assert child.page.locator("main article, main li").count()
    child.stop("today")
    measured("U5", taps=child.taps, seconds=round(child.seconds, 1))
    assert child.taps <= 2
