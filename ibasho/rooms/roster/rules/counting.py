"""Who counts as one of the grown-ups a session needs. Pure."""

from __future__ import annotations

from datetime import date

from ibasho.rooms.roster.rules.kinds import ADULTS, HelperState


def counts_as_adult(
    *,
    age_band: str,
    state: str,
    registered_on: date | None,
    ended_on: date | None,
    due_on: date | None,
    day: date,
) -> bool:
    """Whether a helper counts on `day`: a registered adult whose next date of safeguarding (`due_on`, None: nothing is
    due) has not gone by. The day it falls on still counts. Who is younger helps, but never counts."""
    if age_band not in ADULTS or state != HelperState.REGISTERED:
        return False
    begun = registered_on is not None and registered_on <= day
    return begun and (ended_on is None or day <= ended_on) and (due_on is None or day <= due_on)
