"""What the readers of people give: rows, the groups of ages they are in, and what was wrong."""

from __future__ import annotations

from dataclasses import dataclass

from ibasho.town.areas.datasets.preview import Problem
from ibasho.town.areas.rules.ages import Span
from ibasho.town.areas.rules.people import PeopleRow


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """`spans` are the groups `ages` of the rows are in, empty where the file has no ages of children. `label` is what
    a person calls it, `side` the metres of a square (0 for small areas), `year` and `source` what the file says.
    `read` counts the rows of the file, with those that were left out (`problems`)."""

    label: str
    unit: str
    rows: tuple[PeopleRow, ...]
    spans: tuple[Span, ...]
    problems: tuple[Problem, ...]
    source: str
    year: int | None = None
    side: int = 0
    read: int = 0
    table: str = ""
