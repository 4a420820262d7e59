"""A table on the terminal and figures in build/bench.json."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ibasho.base.kernel import clock

FILE = Path(__file__).resolve().parents[2] / "build" / "bench.json"
Figures = dict[str, float | int | str]


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def show(title: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """As Markdown, so that it can be pasted into a document."""
    say(f"\n**{title}**\n")
    for line in markdown(header, rows):
        say(line)


def markdown(header: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """The lines of a table."""
    lines = [[str(cell) for cell in row] for row in (header, *rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    told = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"
        for line in lines
    ]
    return [told[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *told[1:]]


def keep(section: str, figures: Mapping[str, object]) -> None:
    """Replaces this section in the file and leaves the others as they are."""
    known: dict[str, Any] = json.loads(FILE.read_text()) if FILE.exists() else {}
    known[section] = dict(figures)
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def machine() -> Figures:
    """What the figures were measured on, and how busy it was: a figure without this says nothing."""
    return {
        "measured_at": clock.now().isoformat(timespec="minutes"),
        "cpu": _cpu(),
        "cores": os.cpu_count() or 0,
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1),
        "load_before": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "system": platform.platform(),
    }


def _cpu() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text().splitlines() if known.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
