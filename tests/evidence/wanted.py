"""What is promised and how much of it has to be shown: goals/*.toml, one file for each section of docs/trust.md.

```toml
title = "Money and meals"
words = "One sentence before the table."

[R07]
does = "`kill -9` of PostgreSQL under load"
passes = "every ○ shown is on disk; back within 30 s"
tests = ["tests/faults/test_server.py::test_r07_…"]   # what `make faults R=R07` runs
goal = { kills = 200 }                                  # counts that have to be reached, over all slices
limits = { p95_ms = "<= 200" }                          # figures of the newest run
always = true                                           # the whole of it is run by every CI; no goal
command = "make drill"                                  # where it is repeated otherwise than by `make faults R=…`
missing = "why a part can't be shown on one machine"
```
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "goals"


@dataclass(frozen=True, slots=True)
class Goal:
    code: str
    does: str
    passes: str
    tests: tuple[str, ...] = ()
    goal: Mapping[str, int] = field(default_factory=dict)
    limits: Mapping[str, str] = field(default_factory=dict)
    always: bool = False
    command: str = ""
    missing: str = ""
    factor: int = 20  # the length of one slice

    @property
    def repeated_by(self) -> str:
        if self.command:
            return self.command
        if self.always:
            return " ".join(("pytest", *sorted({test.partition("::")[0] for test in self.tests})))
        return f"make faults R={self.code}"


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    title: str
    words: str
    goals: tuple[Goal, ...]


def sections() -> list[Section]:
    """All sections, in the order of their files' names."""
    return [_section(path) for path in sorted(FOLDER.glob("*.toml"))]


def goals() -> dict[str, Goal]:
    return {goal.code: goal for section in sections() for goal in section.goals}


def _section(path: Path) -> Section:
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return Section(path.stem, found.pop("title"), found.pop("words", ""), tuple(_goals(found)))


def _goals(found: Mapping[str, Mapping[str, Any]]) -> Iterator[Goal]:
    for code, row in found.items():
        yield Goal(code=code, **{**row, "tests": tuple(row.get("tests", ()))})
