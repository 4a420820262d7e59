"""How long a fault test runs. `make test` runs the short form of each; `make faults` runs them at FAULTS times the length.

FAULTS=1 is the short form. `make faults` sets 20; a release sets what its pass criterion asks for (docs/faults.md), in as
many runs as it likes: each run takes the next slice of seeds (FAULTS_SLICE) and the counts add up in build/faults.json.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

FACTOR = max(1, int(os.environ.get("FAULTS", "1")))
SLICE = int(os.environ.get("FAULTS_SLICE", "0"))
FILE = Path(__file__).resolve().parents[2] / "build" / "faults.json"


def times(short: int, *, most: int | None = None) -> int:
    """`short` in the short form, more of it in a long run, never more than `most`."""
    wanted = short * FACTOR
    return wanted if most is None else min(wanted, max(short, most))


def first_seed(count: int) -> int:
    """The seeds of a slice follow those of the slice before."""
    return SLICE * count


def counted(test: str, **counts: int) -> None:
    """Adds what this run has shown to what earlier runs have shown; only long runs write."""
    if FACTOR == 1:
        return
    known: dict[str, dict[str, int]] = json.loads(FILE.read_text()) if FILE.exists() else {}
    row = known.setdefault(test, {})
    for name, count in counts.items():
        row[name] = row.get(name, 0) + count
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n")
