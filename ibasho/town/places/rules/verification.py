"""Asking whether an entry is still true: when, by which link, and whom to telephone. `status.freshness` says how
far to trust it meanwhile.

Days are JST calendar days. The length that a city may set (`fresh_days`) is passed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

LINK_DAYS_MAX = 60  # a signed link opens this long after it was written
ASK_AGAIN_DAYS = 30  # nobody is asked by mail more often than this
CALL_AFTER_DAYS = 14  # so long we wait for an answer to a mail before somebody telephones


def ask_next_on(verified_on: date, *, fresh_days: int) -> date:
    """The day from which we would ask again."""
    return verified_on + timedelta(days=fresh_days)


def may_ask(asked_on: date | None, today: date) -> bool:
    return asked_on is None or (today - asked_on).days >= ASK_AGAIN_DAYS


def is_due(verified_on: date | None, today: date, *, fresh_days: int) -> bool:
    """Nobody has confirmed the entry for so long (or ever) that we ask."""
    return verified_on is None or ask_next_on(verified_on, fresh_days=fresh_days) <= today


@dataclass(frozen=True, slots=True)
class Link:
    """What a signed link says: which place, written when, and what we knew then (`verified_on`).

    Once somebody has confirmed the entry, `verified_on` has moved on and the link is used up.
    """

    public_id: str
    issued_on: date
    verified_on: date | None

    def to_text(self) -> str:
        known = self.verified_on.toordinal() if self.verified_on else 0
        return f"{self.public_id}.{self.issued_on.toordinal()}.{known}"


class LinkState(StrEnum):
    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"


def read_link(text: str) -> Link | None:
    """The opposite of `to_text`; None for anything else."""
    parts = text.split(".")
    if len(parts) != 3 or not parts[0] or not all(part.isdecimal() and len(part) <= 7 for part in parts[1:]):
        return None
    issued, known = int(parts[1]), int(parts[2])
    if not 1 <= issued <= date.max.toordinal() or known > date.max.toordinal():
        return None
    return Link(parts[0], date.fromordinal(issued), date.fromordinal(known) if known else None)


def link_state(link: Link, verified_on: date | None, today: date) -> LinkState:
    if (verified_on or date.min) > (link.verified_on or date.min):
        return LinkState.USED
    if (today - link.issued_on).days > LINK_DAYS_MAX:
        return LinkState.EXPIRED
    return LinkState.OPEN
