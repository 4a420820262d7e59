"""In every run axe, the focus and words cut off are asked once of each template, as each role that meets it, and of every address the
grid has not met yet. So there is no page nobody looks at, and a new one needs no list. Every address in every cell: `make pages`."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page as Tab

from tests.pages import asking, grid, inside, keeping

# What answers with a file has nothing to look at; the grid holds this list against what it meets.
FILES = set(Path(__file__).with_name("files.txt").read_text(encoding="utf-8").split())
LOOK = "screen, ruby on"  # axe, the focus, and words cut off


def chosen() -> list[str]:
    met, first = keeping.read(), dict[tuple[str, str], str]()
    for name, who in asking.names().items():
        if name not in FILES:
            template = met[name]["template"] if name in met else name
            first.setdefault((template, who), name)
    return sorted(first.values())


@pytest.mark.parametrize("name", chosen())
def test_a_page_is_whole(name: str, made: asking.Objects, site: inside.Site, tab: Tab) -> None:
    assert grid.look(tab, site, asking.page(name, made), (LOOK,)) == {LOOK: []}


def test_what_answers_with_a_file_is_still_there() -> None:
    assert FILES - set(asking.names()) == set(), "gone: take it out of files.txt"
