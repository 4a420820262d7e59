"""What stands behind every chapter: the data folder and one stream of chance per chapter."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

DATA = Path(__file__).parent / "data"


def read_toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def chance(seed: int, chapter: str) -> np.random.Generator:
    """A stream of its own for each chapter, so that a new chapter leaves the others as they were."""
    return np.random.default_rng([seed, crc32(chapter.encode())])
