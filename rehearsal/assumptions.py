"""What a rehearsal takes for granted, each with its words, unit and source; printed beside every result."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from ibasho.front.reports.rules.rehearsal import Assumption

FILE = Path(__file__).with_name("assumptions.toml")


@cache
def shipped() -> tuple[Assumption, ...]:
    return read(FILE.read_text(encoding="utf-8"))


def read(text: str) -> tuple[Assumption, ...]:
    """`value` for the year that is played; between `low` and `high` lies what we would believe as well: else ValueError."""
    rows = tuple(_one(row) for row in tomllib.loads(text)["assumption"])
    for one in rows:
        if not one.low <= one.value <= one.high:
            raise ValueError(f"{one.code}: {one.value} lies outside {one.low}–{one.high}")
    return rows


def _one(row: Mapping[str, Any]) -> Assumption:
    value, low, high = (float(row[name]) for name in ("value", "low", "high"))
    return Assumption(row["code"], row["words"], value, row["unit"], row["source"], low, high)


Values = Mapping[str, float]


def values() -> dict[str, float]:
    """As they stand in the file."""
    return {one.code: float(one.value) for one in shipped()}


def drawn(seed: int) -> dict[str, float]:
    """One set that could be true as well: the same seed gives the same."""
    rng = np.random.default_rng([seed, 0x617373])
    return {one.code: float(rng.uniform(one.low, one.high)) for one in shipped()}
