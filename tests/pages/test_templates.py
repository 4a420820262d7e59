"""Axe, the focus and words cut off are asked of every address: in `make test` once of each template, as each role that meets it, and
of what the grid has not met yet; in `make long` of the rest. A new page needs no list. Every address in every cell: `make pages`."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page as Tab

from tests.long import walked
from tests.pages import asking, grid, inside, keeping

LOOK = "screen, ruby on"  # axe, the focus, and words cut off


def pages() -> dict[str, str]:
    """Address → who looks; a file has nothing to look at."""
    return {name: who for name, who in sorted(asking.names().items()) if name not in asking.FILES}


def first_of_each() -> set[str]:
    met, first = keeping.read(), dict[tuple[str, str], str]()
    for name, who in pages().items():
        template = met[name]["template"] if name in met else name
        first.setdefault((template, who), name)
    return set(first.values())


@pytest.mark.parametrize("name", walked(pages(), short=first_of_each()))
def test_a_page_is_whole(name: str, made: asking.Objects, site: inside.Site, tab: Tab) -> None:
    assert grid.look(tab, site, asking.page(name, made), (LOOK,)) == {LOOK: []}


def test_what_answers_with_a_file_is_still_there() -> None:
    assert asking.FILES - set(asking.names()) == set(), "gone: take it out of files.txt"
