"""Counts and figures of long runs. They wait in build/evidence.json until `make trust` adds them to docs/evidence.json.

Counts add up: slices of one test, run on different days, count together. Figures are of the newest run alone.
"""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, TypedDict

from ibasho.base.kernel.clock import JST

ROOT = Path(__file__).resolve().parents[2]
FRESH = ROOT / "build" / "evidence.json"  # of this checkout, not taken in yet
TOTAL = ROOT / "docs" / "evidence.json"
LONG = (
    os.environ.get("FAULTS", "1") != "1" or os.environ.get("EVIDENCE") == "1"
)  # the short form shows nothing new


class Shown(TypedDict, total=False):
    """`runs` slices; `counts` summed over them; `figures` of the newest; day and commit of the newest."""

    runs: int
    counts: dict[str, int]
    figures: dict[str, float | str]
    day: str
    commit: str


def counted(code: str, **counts: int) -> None:
    """Adds what one slice has shown under a code of goals/*.toml (`R07`)."""
    if LONG:
        _keep({code: Shown(runs=1, counts=counts, **_of_now())})


def measured(code: str, **figures: float | str) -> None:
    """Keeps what one run has measured; the same figures of the run before are forgotten, those of other tests stay."""
    if LONG:
        _keep({code: Shown(figures=figures, **_of_now())})


def read(path: Path) -> dict[str, Shown]:
    found: dict[str, Shown] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def merged(before: Mapping[str, Shown], after: Mapping[str, Shown]) -> dict[str, Shown]:
    """Both together: counts summed, of a figure that both have and of everything else what is in `after`."""
    total = {code: Shown(**shown) for code, shown in before.items()}
    for code, shown in after.items():
        known = total.get(code, Shown())
        counts = dict(known.get("counts", {}))
        for name, count in shown.get("counts", {}).items():
            counts[name] = counts.get(name, 0) + count
        one: Shown = {**known, **shown}
        one["runs"] = known.get("runs", 0) + shown.get("runs", 0)
        if counts:
            one["counts"] = counts
        if figures := {**known.get("figures", {}), **shown.get("figures", {})}:
            one["figures"] = figures
        total[code] = one
    return total


def slices(code: str) -> int:
    """How many slices of a test have been run, here or earlier: the number of the next one."""
    return merged(read(TOTAL), read(FRESH)).get(code, Shown()).get("runs", 0)


def take_in() -> int:
    """Moves what waits in build/ into docs/evidence.json. Returns how many codes it told about."""
    fresh = read(FRESH)
    if fresh:
        _write(TOTAL, merged(read(TOTAL), fresh))
        FRESH.unlink()
    return len(fresh)


def _keep(shown: Mapping[str, Shown]) -> None:
    FRESH.parent.mkdir(exist_ok=True)
    with FRESH.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several runs may tell at once
        _write(FRESH, merged(read(FRESH), shown))


def _write(path: Path, shown: Mapping[str, Any]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(shown, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def _of_now() -> dict[str, Any]:
    """The machine's own day: a test may have stopped the clock of the house."""
    today = datetime.now(JST).date()  # noqa: TID251  # clock.now() is what was stopped
    return {"day": today.isoformat(), "commit": commit()}


def commit() -> str:
    asked = subprocess.run(
        ["git", "rev-parse", "--short=10", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return asked.stdout.strip()
