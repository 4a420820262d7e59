"""Lists of words a child may write: what must be held, what must reach the centre, and what must pass.

Each list has two halves. `dev`: the rules were made with it in sight. `holdout`: written before the rules and only
counted, never read while they were made. `after`: written when the rules were done, on purpose in other words than
theirs; nothing was changed for it. No number, address or name in them is given to anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ibasho.town.concerns.rules import likeness
from ibasho.town.concerns.rules.danger import plain

HERE = Path(__file__).parent
CENTRE, HARMLESS = ("danger", "adult"), ("danger-plain", "adult-plain", "plain")


def lines(name: str, part: str) -> list[str]:
    return (HERE / f"{name}-{part}.tsv").read_text(encoding="utf-8").splitlines()


def held(part: str) -> list[tuple[str, str]]:
    """(what it is, words)."""
    return [(kind, words) for kind, words in (line.split("\t", 1) for line in lines("held", part))]


def all_of(names: tuple[str, ...], part: str) -> Iterator[str]:
    return (line for name in names for line in lines(name, part))


def likeness_file() -> str:
    """What `likeness.FILE` holds, from the dev halves alone."""
    both = ([plain(one) for one in all_of(names, "dev")] for names in (CENTRE, HARMLESS))
    return likeness.as_lines(likeness.learned(*both))
