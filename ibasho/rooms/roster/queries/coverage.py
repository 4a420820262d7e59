"""The sessions of a place against who is there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.db.models import QuerySet

from ibasho.base.kernel import clock
from ibasho.rooms.roster.models import Helper, Roster, Taken
from ibasho.rooms.roster.rules import coverage
from ibasho.rooms.roster.rules.counting import counts_as_adult
from ibasho.rooms.roster.rules.coverage import Judged
from ibasho.rooms.roster.rules.kinds import TakenState
from ibasho.town.places.models import Session
from ibasho.town.places.queries import adults
from ibasho.town.places.rules.adults import Span


@dataclass(frozen=True, slots=True)
class Weighed:
    session: Session
    judged: Judged

    def cut_off(self, roster: Roster, at: datetime) -> datetime:
        """When it is called off if it stays short. Without an hour of beginning: with the day."""
        starts = self.session.starts or time.min
        minutes = roster.cut_off_minutes
        return coverage.cut_off(self.session.day, starts, self.judged, minutes=minutes, at=at)


def weighed(roster: Roster, first: date, last: date, at: datetime) -> list[Weighed]:
    """The place's own sessions from `first` to `last` that are not over at `at`, in order, in three statements; those
    that are off too (`session.state` tells)."""
    sessions = Session.objects.filter(
        place_id=roster.place_id, event__isnull=True, day__range=(max(first, clock.day(at)), last)
    )
    coming = [one for one in sessions.order_by("day", "starts") if not _over(one, at)]
    needed = adults.needed_between(roster.place, first, last)
    here = grown_ups(roster, first, last)
    return [
        Weighed(
            one,
            coverage.judge(
                one.day, one.starts, one.ends, needed[one.day], here[one.day], floor=settings.ADULTS_MIN, at=at
            ),
        )
        for one in coming
    ]  # fmt: skip


def grown_ups(roster: Roster, first: date, last: date) -> defaultdict[date, list[Span]]:
    """Who is there and counts, by day."""
    found: defaultdict[date, list[Span]] = defaultdict(list)
    rows = standing(roster, first, last).select_related("shift", "helper__safeguard")
    for one in rows:
        if counts(one.helper, one.shift.day):
            found[one.shift.day].append(Span(one.shift.starts, one.shift.ends))
    return found


def standing(roster: Roster, first: date, last: date) -> QuerySet[Taken]:
    """Every shift somebody took and has not given up."""
    return Taken.objects.filter(
        state=TakenState.TAKEN,
        shift__roster=roster,
        shift__cancelled_at__isnull=True,
        shift__day__range=(first, last),
    )


def counts(helper: Helper, day: date) -> bool:
    """Reads `helper.safeguard`: fetch it with the helper."""
    safeguard = getattr(helper, "safeguard", None)
    return counts_as_adult(
        age_band=helper.age_band, state=helper.state, registered_on=helper.registered_on,
        ended_on=helper.ended_on, due_on=safeguard.due_on if safeguard else None, day=day,
    )  # fmt: skip


def _over(session: Session, at: datetime) -> bool:
    if session.ends is None and session.starts is None:
        return session.day < clock.day(at)
    ends = session.ends or coverage.end_of(session.starts or time.min)
    return clock.at(session.day, ends) <= at
