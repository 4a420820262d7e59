"""What every page may leave out because no sheet of ours asks for it."""

from __future__ import annotations

import re
from pathlib import Path

SHEETS = Path("frontend/css")


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
