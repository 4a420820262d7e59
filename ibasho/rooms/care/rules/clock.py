"""By when the centre has taken a note, looked, and thanked. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ibasho.base.kernel import clock
from ibasho.rooms.care.rules.kinds import ANSWERED_WITHIN_DAYS, CHECKED_WITHIN_HOURS, TAKEN_WITHIN_DAYS, Pace
from ibasho.town.concerns.rules.clock import working_days_after


@dataclass(frozen=True, slots=True)
class Clocks:
    """`check_by` None where a note tells of something glad alone: nothing is to be made sure of."""

    take_by: date
    check_by: datetime | None
    answer_by: date


def clocks(pace: Pace, received_at: datetime) -> Clocks:
    """The 48 hours run over weekends too: a child's day has no office hours."""
    day = clock.day(received_at)
    check_by = None if pace is Pace.GLAD else received_at + timedelta(hours=CHECKED_WITHIN_HOURS)
    return Clocks(
        working_days_after(day, TAKEN_WITHIN_DAYS), check_by, day + timedelta(days=ANSWERED_WITHIN_DAYS)
    )
