"""Which words somebody said yes to (trust statement 44). A consent keeps its day; the day names the version in force. Pure.

The words stand in consents.toml, dated; a used version never changes. (Handing on from a notice has texts of its own, which
the centre's lead writes: care/rules/consent.py.)
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("consents.toml")


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of what is read out. `alone_from_age` in years: younger children say yes together with a guardian."""

    kind: str
    title: str
    number: int
    starts_on: date
    alone_from_age: int
    words: str


@lru_cache(maxsize=1)
def wordings() -> Mapping[str, tuple[Wording, ...]]:
    """Kind → its versions, oldest first."""
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        kind: tuple(
            Wording(
                kind,
                row["title"],
                one["number"],
                one["starts_on"],
                one["alone_from_age"],
                one["words"].strip(),
            )
            for one in sorted(row["version"], key=lambda one: one["number"])
        )
        for kind, row in told.items()
    }


def in_force(kind: str, day: date) -> Wording:
    """The version that was read out on `day`; before the first there is the first (words on paper of earlier days)."""
    versions = wordings()[kind]
    begun = [one for one in versions if one.starts_on <= day]
    return begun[-1] if begun else versions[0]
