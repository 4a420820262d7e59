"""What taking a file in would do, in plain values: shown first, kept as JSON, the same for every kind of file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

PROBLEMS_MAX = 500  # more of them say nothing new; how many there were is kept
SAMPLE_MAX = 12


@dataclass(frozen=True, slots=True)
class Stat:
    """One number of the preview. `value` text where it is no number (a year, a day)."""

    label: str
    value: int | float | str
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """`row` is the line as a spreadsheet counts, None speaks of the whole file. `severe`: that row is not taken."""

    message: str
    remedy: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    severe: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A small picture: SVG paths in a box `width` × `height`. `kind`: area, faint, secret, line or point."""

    width: float
    height: float
    paths: tuple[tuple[str, str], ...]  # (kind, d)


@dataclass(frozen=True, slots=True)
class Look:
    """`outcome` sentences: what will happen. `source` and `as_of` are what the file says of itself, "" if nothing."""

    stats: Sequence[Stat]
    outcome: Sequence[str] = ()
    troubles: Sequence[Trouble] = ()
    head: Sequence[str] = ()
    sample: Sequence[Sequence[str]] = ()
    drawing: Drawing | None = None
    source: str = ""
    as_of: str = ""
    troubles_total: int = field(default=0)

    def as_dict(self) -> dict[str, Any]:
        """JSON, cut to what a page shows."""
        whole = asdict(self)
        whole["troubles_total"] = self.troubles_total or len(self.troubles)
        whole["troubles"] = whole["troubles"][:PROBLEMS_MAX]
        whole["sample"] = [list(row) for row in whole["sample"][:SAMPLE_MAX]]
        return whole


@dataclass(frozen=True, slots=True)
class Wish:
    """What the desk says beside the file. Days are ISO dates, "" where nothing was said."""

    source: str = ""
    as_of: str = ""
    starts_on: str = ""
    year: int | None = None
    current: bool = True

    @staticmethod
    def of(said: Mapping[str, Any]) -> Wish:
        return Wish(**said)
