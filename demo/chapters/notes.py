"""「どんなところ？」: short lines by children about a place, without names, each moderated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from demo.sources import DATA, read_toml


@dataclass(frozen=True, slots=True)
class Note:
    """`state`: published or waiting (to be read by the city)."""

    place: str
    words: str
    told_on: date
    state: str = "published"


def build(today: date) -> tuple[Note, ...]:
    """The first was told three days ago, the others five days apart before it."""
    rows = read_toml(DATA / "notes.toml")["note"]
    return tuple(Note(**row, told_on=today - timedelta(days=3 + 5 * age)) for age, row in enumerate(rows))
