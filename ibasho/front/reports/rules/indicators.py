"""The indicators this software can fill, as they are shipped (`indicators.toml`), and what a change of definition is. Pure."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ibasho.front.reports.rules.kinds import Better, Over


@dataclass(frozen=True, slots=True)
class Shipped:
    """One indicator with its first definition. `fact`, `place_fact`: `<room>.<figure>`; empty where there is none."""

    code: str
    title: str
    child_title: str
    better: Better
    over: Over
    fact: str
    place_fact: str
    words: str


def read(text: str) -> tuple[Shipped, ...]:
    """A catalogue's TOML in its order. KeyError for an entry that lacks a word."""
    return tuple(
        Shipped(
            code, one["title"], one["child_title"], Better(one["better"]), Over(one["over"]),
            one.get("fact", ""), one.get("place_fact", ""), one["words"],
        )
        for code, one in tomllib.loads(text).items()
    )  # fmt: skip


CATALOGUE: Final = read(Path(__file__).with_name("indicators.toml").read_text(encoding="utf-8"))
