"""「どんなところ？」: short lines by children about a place, without names, each moderated."""

from __future__ import annotations

from dataclasses import dataclass

from demo.sources import DATA, read_toml


@dataclass(frozen=True, slots=True)
class Note:
    """`state`: approved or waiting (to be read by the city)."""

    place: str
    words: str
    state: str = "approved"


def build() -> tuple[Note, ...]:
    return tuple(Note(**row) for row in read_toml(DATA / "notes.toml")["note"])
