"""An address at which no browser test asks axe is known by name: unseen.txt may get shorter, never longer."""

from __future__ import annotations

from pathlib import Path

from tests.pages import asking, named

UNSEEN = Path(__file__).with_name("unseen.txt")


def test_no_new_page_goes_unseen() -> None:
    names = set(asking.names())
    known = set(UNSEEN.read_text(encoding="utf-8").split())
    assert names - named.named(names) - known == set(), "look at it with axe in a test of tests/browser"
    assert known - names == set(), "gone: take it out of unseen.txt"
