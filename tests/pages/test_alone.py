"""Addresses at which no other browser test asks axe (named.py): each is looked at here, as the first of the cast who meets it. So
there is no page nobody looks at, and a new one needs no list. What answers with a file has nothing to look at: files.txt, which the
grid holds against what it meets."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page as Tab

from tests.pages import asking, grid, inside, named

FILES = set(Path(__file__).with_name("files.txt").read_text(encoding="utf-8").split())
LOOK = "screen, ruby on"  # axe, the focus, and words cut off


def alone() -> list[str]:
    names = set(asking.names())
    return sorted(names - named.named(names) - FILES)


def test_pages_no_other_test_looks_at_are_whole(made: asking.Objects, site: inside.Site, tab: Tab) -> None:
    names = alone()
    assert names, "every page has a test of its own: this one may go"
    looked = {name: grid.look(tab, site, asking.page(name, made), (LOOK,))[LOOK] for name in names}
    assert {name: wrong for name, wrong in looked.items() if wrong} == {}


def test_what_answers_with_a_file_is_still_there() -> None:
    assert FILES - set(asking.names()) == set(), "gone: take it out of files.txt"
