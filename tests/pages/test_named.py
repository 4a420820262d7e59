"""An address at which no browser test asks axe is known by name: unseen.txt may get shorter, never longer. What answers with a
file has no page to look at: files.txt, which the grid holds against what it meets."""

from __future__ import annotations

import re
from pathlib import Path

from tests.pages import asking, named

SHEETS = Path("frontend/css")
UNSEEN, FILES = Path(__file__).with_name("unseen.txt"), Path(__file__).with_name("files.txt")


def test_no_new_page_goes_unseen() -> None:
    names = set(asking.names())
    known, files = (set(one.read_text(encoding="utf-8").split()) for one in (UNSEEN, FILES))
    assert names - named.named(names) - files - known == set(), (
        "look at it with axe in a test of tests/browser"
    )
    assert known - names == set(), "gone: take it out of unseen.txt"
    assert files - names == known & files == set(), "gone, or told twice: take it out of files.txt"


def test_no_sheet_turns_a_page_by_the_way_a_screen_is_held() -> None:
    """WCAG 1.3.4, for the grid: axe would read every sheet again in every look. A rule stands on one line."""
    lines = [
        line for sheet in SHEETS.glob("*.css") for line in sheet.read_text(encoding="utf-8").splitlines()
    ]
    asking_how = [line for line in lines if "orientation:" in line]
    assert asking_how, "the till's camera makes room on a phone that lies"
    assert [
        line for line in asking_how if re.search(r"rotate|transform|display: none|writing-mode", line)
    ] == []
