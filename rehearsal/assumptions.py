"""What a rehearsal takes for granted, each with its words, unit and source; printed beside every result."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

FILE = Path(__file__).with_name("assumptions.toml")


@dataclass(frozen=True, slots=True)
class Assumption:
    """`value` for the year that is played; between `low` and `high` lies what we would believe as well."""

    code: str
    words: str
    value: float
    unit: str
    source: str
    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise ValueError(f"{self.code}: {self.value} lies outside {self.low}–{self.high}")


@cache
def shipped() -> tuple[Assumption, ...]:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["assumption"]
    return tuple(Assumption(**row) for row in rows)


Values = Mapping[str, float]


def values() -> dict[str, float]:
    """As they stand in the file."""
    return {one.code: float(one.value) for one in shipped()}


def drawn(seed: int) -> dict[str, float]:
    """One set that could be true as well: the same seed gives the same."""
    rng = np.random.default_rng([seed, 0x617373])
    return {one.code: float(rng.uniform(one.low, one.high)) for one in shipped()}
