"""The log the vault's own OS user keeps (ports/vault/server), read back. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

_ROW = "care.matter.data_key:"
_GIVE = ("open_key", "rewrap")


@dataclass(frozen=True, slots=True)
class Opened:
    """One key that was given out: of which matter (public_id), when, to which process."""

    at: datetime
    matter: str
    pid: int


def openings(lines: Iterable[str]) -> Iterator[Opened]:
    """Keys of matters alone; what was refused is left out. Raises ValueError at a line that is none of the log's."""
    for number, line in enumerate(lines, start=1):
        try:
            told = json.loads(line)
            one = Opened(datetime.fromisoformat(told["at"]), str(told["bound_to"]), int(told["pid"]))
            given = told["ask"] in _GIVE and told["answer"] == "ok"
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"line {number}") from error
        if given and one.matter.startswith(_ROW):
            yield Opened(one.at, one.matter.removeprefix(_ROW), one.pid)
