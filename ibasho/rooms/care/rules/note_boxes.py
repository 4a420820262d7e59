"""Whose a note is that a device sealed, and when it was written. Pure.

On a phone that several people use, the paper kept for the time without a network bears the mark of whoever opened it last
with one. So a device says `unsure` where the city had not told it, in the life of that page, who is signed in. A box that
is not unsure belongs to its mark. An unsure one is taken as its mark's only where that same person was signed in when it
was written and still is; otherwise somebody is asked, and nobody ever reads back what may be another's words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from ibasho.base.kernel.labelled import Labelled

TWICE = timedelta(minutes=10)  # the same note typed twice within them is one
_YEARS = range(2020, 2100)


class Claim(Labelled):
    """What somebody answers who is asked."""

    NONE = "", "まだ 答えていない"
    MINE = "mine", "わたしが 書いた"
    UNNAMED = "unnamed", "書いた人を 残さずに おくる"


class Whose(Labelled):
    WRITERS = "writers", "この人の"
    UNNAMED = "unnamed", "書いた人を 残さない"
    ASK = "ask", "この人のかも しれない"
    ASK_OTHER = "ask_other", "この人のではない"
    ANOTHERS = "anothers", "べつの人の"


def whose(*, marked: bool, unsure: bool, during: bool, claim: Claim) -> Whose:
    """`marked`: with this person's mark. `during`: written while they were signed in as they still are."""
    if not unsure:
        return Whose.WRITERS if marked else Whose.ANOTHERS
    if marked and during:
        return Whose.WRITERS
    if claim is Claim.UNNAMED:
        return Whose.UNNAMED
    if not (marked or during):
        return Whose.ASK_OTHER
    return Whose.WRITERS if claim is Claim.MINE else Whose.ASK


def claim_of(told: object) -> Claim:
    return next((one for one in Claim if one.value == told), Claim.NONE)


def written_at(told: Mapping[str, Any]) -> datetime | None:
    """By the device's own clock (`at`, milliseconds since 1970); None where it says nothing that can be."""
    value = told.get("at")
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        found = datetime.fromtimestamp(value / 1000, tz=UTC)
    except (OverflowError, OSError, ValueError):
        return None
    return found if found.year in _YEARS else None


def twice_between(written: datetime) -> tuple[datetime, datetime]:
    return written - TWICE, written + TWICE
