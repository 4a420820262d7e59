"""docs/figures.md says of every shipped indicator what it counts, and of every mark what it means."""

from __future__ import annotations

from pathlib import Path

from ibasho.front.reports.rules.indicators import CATALOGUE
from ibasho.front.reports.rules.series import PLAIN

DOCS = Path("docs/figures.md").read_text(encoding="utf-8")


def test_every_indicator_stands_in_the_manual_as_it_is_shipped() -> None:
    rows = [line for line in DOCS.splitlines() if line.startswith("| `")]
    assert len(rows) == len(CATALOGUE)
    for row, one in zip(rows, CATALOGUE, strict=True):
        figures = f"`{one.fact}`" + (f"、居場所ごと `{one.place_fact}`" if one.place_fact else "")
        told = (f"`{one.code}`", one.title, one.words, one.over.label, one.better.label, figures)
        assert row == f"| {' | '.join(told)} |"


def test_every_mark_stands_in_the_manual() -> None:
    assert [one for one, words in PLAIN.items() if f"- **{one.value}** — {words}" not in DOCS] == []
