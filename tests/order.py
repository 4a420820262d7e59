"""In which order files are run when several processes share them: longest first."""

from __future__ import annotations

import functools
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

FILE = Path(__file__).with_suffix(".toml")
SECONDS = 0.1  # of a test in a file that nobody measured
T = TypeVar("T")


@functools.cache
def measured() -> dict[str, float]:
    """File → its seconds on a quiet machine, of those that take some."""
    found: dict[str, float] = tomllib.loads(FILE.read_text(encoding="utf-8"))["seconds"]
    return found


def longest_first(items: Iterable[T], file: Callable[[T], str]) -> list[T]:
    """What belongs to one file stays together and in its order."""
    items = list(items)
    counts = Counter(file(item) for item in items)
    seconds = {name: measured().get(name, SECONDS * count) for name, count in counts.items()}
    return sorted(items, key=lambda item: (-seconds[file(item)], file(item)))
