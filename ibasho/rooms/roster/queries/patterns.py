"""The weekly wishes of a roster, and what a place's own hours would ask for."""

from __future__ import annotations

from datetime import date, time, timedelta

from ibasho.rooms.roster.models import Pattern, Roster
from ibasho.rooms.roster.rules.coverage import end_of
from ibasho.rooms.roster.rules.making import Weekly
from ibasho.town.places.models import Place, Session
from ibasho.town.places.queries import adults
from ibasho.town.places.rules.adults import Span

LOOKED_DAYS = 28  # a place that opens every second or fourth week is met, too


def of(roster: Roster) -> list[Pattern]:
    return list(roster.patterns.order_by("weekday", "starts", "pk"))


def hours_of_week(place: Place, today: date, *, floor: int) -> list[Weekly]:
    """One wish for each stretch of the coming sessions that needs the same number of grown-ups. Where two weeks differ
    the first one of a weekday speaks."""
    last = today + timedelta(days=LOOKED_DAYS)
    needed = adults.needed_between(place, today, last)
    sessions = Session.objects.filter(
        place=place, event__isnull=True, day__range=(today, last), starts__isnull=False
    ).order_by("day", "starts")
    first_day: dict[int, date] = {}
    found: list[Weekly] = []
    for one in sessions:
        if one.starts is None or first_day.setdefault(one.day.weekday(), one.day) != one.day:
            continue
        ends = one.ends or end_of(one.starts)
        for since, until, wanted in _stretches(one.starts, ends, needed[one.day], floor):
            found.append(Weekly(one.day.weekday(), since, until, wanted))
    return sorted(found, key=lambda one: (one.weekday, one.starts))


def _stretches(starts: time, ends: time, needed: list[Span], floor: int) -> list[tuple[time, time, int]]:
    edges = sorted(
        {starts, ends} | {edge for one in needed for edge in (one.starts, one.ends) if starts < edge < ends}
    )
    found: list[tuple[time, time, int]] = []
    for since, until in zip(edges, edges[1:], strict=False):
        wanted = max([one.adults for one in needed if one.covers(since)] + [floor])
        if found and found[-1][2] == wanted:
            found[-1] = (found[-1][0], until, wanted)
        else:
            found.append((since, until, wanted))
    return found
