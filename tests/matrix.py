"""Who meets what, from the rooms' access.toml: by GET as the row says, by POST as it follows from that. Read as text, without
Django: docs/access.md is made from it.

A row speaks of GET. Who is sent to the sign-in or meets 404 there meets the same with a form in hand. Two keys say what
does not follow:

- `post = ["aoi", "hana"]`: who may send; everybody else meets 404. Needed where a page is looked at by more people than may
  send, and at every button without a page of its own (405 by GET says nothing about who may press it). `[]`: an empty form
  names no deed, so that nobody gets through without one; the room's own tests say who does.
- `post = 401`: everybody's POST meets this: a machine that proves itself otherwise, a link that is used up.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

WHO = ("anonymous", "fumi", "aoi", "mado", "tsubaki", "megumi", "sumi", "tomoe", "hana", "ken", "tamotsu")
SHUT = frozenset({"login", 404})
READ_ONLY = 405
SENT = frozenset({200, 204, 302, 400, 409, 410, 422})  # taken, or refused with a sentence to one who may
Row = dict[str, Any]


def rooms() -> dict[str, dict[str, Row]]:
    """Room → address → row, in the order of the rooms' folders."""
    found = {}
    for path in sorted(Path(__file__).resolve().parent.parent.glob("ibasho/*/*/access.toml")):
        found[path.parent.name] = tomllib.loads(path.read_text(encoding="utf-8"))
    return found


def matrix() -> dict[str, Row]:
    return {name: row for rows in rooms().values() for name, row in rows.items()}


def expected(row: Row, who: str) -> Any:
    """By GET: a person's own word, else that of all who are signed in, else that of everyone."""
    if who in row:
        return row[who]
    if who != "anonymous" and "signed_in" in row:
        return row["signed_in"]
    return row.get("everyone")


def may_send(row: Row, who: str) -> bool:
    """Whether a form of theirs is heard at all."""
    names = row.get("post")
    if isinstance(names, list):
        return who in names or "everyone" in names or (who != "anonymous" and "signed_in" in names)
    return expected(row, who) not in SHUT


def sent_as_expected(row: Row, who: str, outcome: Any) -> bool:
    """`outcome`: what a POST met, a status or "login". An address that takes no POST says so to everybody."""
    if outcome == READ_ONLY:
        return not isinstance(row.get("post"), list)
    if isinstance(row.get("post"), int):
        return bool(outcome == row["post"]) or (expected(row, who) in SHUT and outcome == expected(row, who))
    if not may_send(row, who):
        return bool(outcome == ("login" if expected(row, who) == "login" else 404))
    if outcome == 404:  # more people look at a page than may send there
        return expected(row, who) == 200 and "post" not in row
    return outcome in SENT or outcome == expected(row, who)  # or as it stands: 503 of a copy without workers
