"""`make pages`: every page there is, in every cell of the grid. It takes hours and goes on where it stopped; `make test` leaves it out."""

from __future__ import annotations

import os
import sys
import time

from playwright.sync_api import Page as Tab

from tests.evidence.keeping import measured
from tests.pages import asking, grid, inside, keeping
from tests.pages.keeping import Kept

LONG = os.environ.get("PAGES") == "1"
MINUTES = float(os.environ.get("MINUTES", "1000"))
PART, PARTS = map(int, os.environ.get("PART", "1/1").split("/"))  # 2/3: every third address, from the second
FILE = "(a file)"
WITH, WITHOUT = (tuple(cell for cell in grid.EVERY if cell.endswith(f"ruby {ruby}")) for ruby in grid.RUBY)
# What was wrong is looked at again first. One address of each template that somebody of one role meets comes first, so that a run that is stopped has shown the most.
PASSES = ((WITH, True), (WITHOUT, True), (grid.EVERY, False))


if LONG:

    def test_every_page_in_every_cell(made: asking.Objects, site: inside.Site, tab: Tab) -> None:
        kept, until = keeping.begin(), time.monotonic() + MINUTES * 60
        names = list(asking.names())[PART - 1 :: PARTS]
        for name, cells in {name: _wrong(kept[name]["cells"]) for name in names if name in kept}.items():
            if cells and time.monotonic() < until:
                _look(kept, asking.page(name, made), tuple(cells), site, tab)
        for cells, only_first in PASSES:
            first: dict[tuple[str, str], str] = {}
            for name in names:
                if time.monotonic() > until:
                    break
                template = _template(kept, name, made, site)
                same = first.setdefault((template, asking.names()[name]), name) != name
                todo = tuple(cell for cell in cells if cell not in kept[name]["cells"])
                if todo and template != FILE and not (only_first and same):
                    _look(kept, asking.page(name, made), todo, site, tab)
        kept = keeping.read() if PARTS > 1 else kept
        _tell(kept)
        files = {name for name, one in kept.items() if one["template"] == FILE}
        assert files == asking.FILES & set(kept), "files.txt says which address answers with a file"
        assert {name: wrong for name, one in kept.items() if (wrong := _wrong(one["cells"]))} == {}


def _template(kept: Kept, name: str, made: asking.Objects, site: inside.Site) -> str:
    """A page's own template; an address that answers with a file is noted as one and asked for once."""
    if name not in kept:
        found = site.templates(asking.page(name, made))
        keeping.keep(kept, name, found[0] if found else FILE, {})
    return str(kept[name]["template"])


def _look(kept: Kept, page: asking.Page, cells: tuple[str, ...], site: inside.Site, tab: Tab) -> None:
    found = grid.look(tab, site, page, cells)
    keeping.keep(kept, page.name, kept[page.name]["template"], found)
    _say(f"{page.name}: {len(cells)} cells: {sum(map(len, found.values()))}")


def _wrong(cells: dict[str, list[str]]) -> dict[str, list[str]]:
    return {cell: told for cell, told in cells.items() if told}


def _tell(kept: Kept) -> None:
    pages = {name: one for name, one in kept.items() if one["template"] != FILE}
    cells = {(name, cell): told for name, one in pages.items() for cell, told in one["cells"].items()}
    grown = [told for (_, cell), told in cells.items() if cell.startswith(("320", "200", "forced"))]
    wrong, wanted = (
        sum(map(bool, cells.values())),
        (len(asking.names()) - len(kept) + len(pages)) * len(grid.EVERY),
    )
    _say(f"{len(cells)} of {wanted} looked at, {wrong} with something wrong")
    measured(
        "U1",
        pages=len(pages),
        templates=len({one["template"] for one in pages.values()}),
        looks=len(cells),
        of_the_grid_percent=round(100 * len(cells) / max(wanted, 1), 1),
        looks_with_findings=wrong,
    )
    measured("U13", looks=len(grown), looks_with_findings=sum(map(bool, grown)))


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()
