"""What switching a roster on would change for children."""

from __future__ import annotations

from datetime import datetime, timedelta

from ibasho.base.kernel import clock
from ibasho.rooms.roster.models import Roster
from ibasho.rooms.roster.queries import coverage
from ibasho.town.places.models import Session

LOOKED_DAYS = 14


def preview(roster: Roster, at: datetime) -> tuple[int, int]:
    """(sessions of the next two weeks, those of them that are short)."""
    today = clock.day(at)
    found = coverage.weighed(roster, today, today + timedelta(days=LOOKED_DAYS - 1), at)
    planned = [one for one in found if one.session.state == Session.State.PLANNED]
    return len(planned), sum(one.judged.short for one in planned)
