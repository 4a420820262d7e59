"""`make bench ONLY=furigana`: how many words carry the right reading, on sentences we wrote, beside the dictionary alone."""

from __future__ import annotations

import json
from typing import Any

from tests.bench import scratch, table

NAMES = {
    "page": "Ibasho, as on a page",
    "lists": "our lists alone",
    "reader": "Sudachi with our rules",
    "sudachi": "Sudachi alone",
}


def measure() -> dict[str, object]:
    """Needs no database."""
    scratch.settings()
    told: dict[str, dict[str, dict[str, Any]]] = json.loads(
        scratch.inside("from tests.base.ui import ways; ways.tell()")
    )
    for half, ways in told.items():
        rows = [
            (
                name,
                one["right"],
                one["wrong"],
                one["bare"],
                f"{one['percent']} %",
                f"{one['whole_percent']} %",
            )
            for name, one in ((NAMES[way], ways[way]) for way in NAMES)
        ]
        count = ways["page"]["sentences"]
        table.show(
            f"{count} sentences, {half}",
            ("", "right", "wrong", "bare", "words right", "sentences right"),
            rows,
        )
    return {
        f"{half}.{way}.{key}": value
        for half, ways in told.items()
        for way, one in ways.items()
        for key, value in one.items()
    }
