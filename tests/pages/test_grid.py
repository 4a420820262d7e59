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
NARROW = "320 px, ruby on"
FILE = "(a file)"
# What the other tests look at least comes first, so that a run that is stopped has shown the most.
PASSES = (
    (NARROW,),
    ("200 %, ruby on", "forced light, ruby on"),
    ("screen, ruby on", "forced dark, ruby on"),
    grid.EVERY[5:],
)


if LONG:

    def test_every_page_in_every_cell(made: asking.Objects, site: inside.Site, tab: Tab) -> None:
        kept, until = keeping.read(), time.monotonic() + MINUTES * 60
        names = asking.names()
        for cells in PASSES:
            for number, name in enumerate(names, start=1):
                todo = tuple(cell for cell in cells if kept.get(name, {}).get("cells", {}).get(cell) != [])
                if todo and kept.get(name, {}).get("template") != FILE and time.monotonic() < until:
                    wrong = _look(kept, name, todo, made, site, tab)
                    _say(f"{number}/{len(names)} {name}: {'; '.join(todo)}: {wrong}")
        _tell(kept)
        assert {name: wrong for name, one in kept.items() if (wrong := _wrong(one["cells"]))} == {}


def _look(
    kept: Kept, name: str, cells: tuple[str, ...], made: asking.Objects, site: inside.Site, tab: Tab
) -> int:
    """How much is wrong; an address that answers with a file is noted as one and asked for once."""
    page = asking.page(name, made)
    templates = site.templates(page)
    found = grid.look(tab, site, page, cells) if templates else {}
    keeping.keep(kept, name, templates[0] if templates else FILE, found)
    return sum(map(len, found.values()))


def _wrong(cells: dict[str, list[str]]) -> dict[str, list[str]]:
    return {cell: told for cell, told in cells.items() if told}


def _tell(kept: Kept) -> None:
    pages = {name: one for name, one in kept.items() if one["template"] != FILE}
    cells = {(name, cell): told for name, one in pages.items() for cell, told in one["cells"].items()}
    grown = [told for (_, cell), told in cells.items() if cell.startswith(("320", "200", "forced"))]
    wrong, wanted = sum(map(bool, cells.values())), len(pages) * len(grid.EVERY)
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
