"""Who can mend a hole is told in time: once when it comes near, once when the day is off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from ibasho.base.kernel import clock
from ibasho.rooms.roster.actions import shift_letters
from ibasho.rooms.roster.models import Roster, Taken
from ibasho.rooms.roster.queries.coverage import Weighed
from ibasho.rooms.roster.rules.kinds import TakenState

WARN, OFF = "warn", "off"


def tell(roster: Roster, weighed: Iterable[Weighed], *, at: datetime) -> None:
    """Part of settling: `weighed` are the short sessions, as they stand now."""
    for one in weighed:
        stage = stage_of(roster, one, at)
        if stage:
            shift_letters.hole(roster, one, stage=stage, turn=_turn(roster, one.session.day), at=at)


def stage_of(roster: Roster, one: Weighed, at: datetime) -> str:
    """Empty while there is time enough."""
    if at >= one.cut_off(roster, at):
        return OFF
    begins = clock.at(one.session.day, one.session.starts or time.min)
    return WARN if at >= begins - timedelta(hours=roster.warn_hours) else ""


def _turn(roster: Roster, day: date) -> int:
    """How often somebody stepped back that day: a hole that opens anew is told anew."""
    gone = Taken.objects.filter(shift__roster=roster, shift__day=day, state=TakenState.GIVEN_UP)
    return gone.count()
