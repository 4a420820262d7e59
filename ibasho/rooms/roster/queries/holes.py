"""Where grown-ups are missing in the days ahead: for home pages, the desk and the menus."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.roster.models import Roster
from ibasho.rooms.roster.queries import coverage
from ibasho.rooms.roster.rules.words import gap_words
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies as places
from ibasho.town.places.models import Place, Session

LOOKED_DAYS = 8  # so that the same weekday of next week is in it


@dataclass(frozen=True, slots=True)
class Hole:
    """`words`: 木曜 17:15–20:00 あと1人; more than one where the hours are apart."""

    place: Place
    day: date
    words: tuple[str, ...]


def own_places(by: Actor, at: datetime) -> QuerySet[Place]:
    """The places of this person's groups whose board they may see."""
    if by.acting_for is None and places.in_city(by, Permission.ROSTER_SEE, at=at):
        return Place.objects.none()  # the city without anybody to type in for has its own page
    groups = people.organisations_of(by, Permission.ROSTER_SEE, day=clock.day(at))
    if by.acting_for is not None:
        groups = groups.filter(pk=by.acting_for)
    rows = Place.objects.filter(organisation__in=groups).exclude(state=Place.State.ENDED)
    return rows.order_by("name", "pk")


def rosters_of(found: QuerySet[Place]) -> list[Roster]:
    return list(Roster.objects.filter(place__in=found).select_related("place").order_by("place__name", "pk"))


def every() -> list[Roster]:
    """Every roster of the city, in use or not."""
    return list(Roster.objects.select_related("place").order_by("place__name", "pk"))


def holes(rosters: list[Roster], at: datetime) -> list[Hole]:
    """The short days of the week ahead, the nearest first. Three statements for each roster that has a short session."""
    today = clock.day(at)
    last = today + timedelta(days=LOOKED_DAYS - 1)
    short = set(
        Session.objects.filter(
            place__in=[one.place_id for one in rosters if one.is_on], event__isnull=True,
            day__range=(today, last), staffing=Session.Staffing.SHORT,
        ).values_list("place", flat=True)
    )  # fmt: skip
    found = [
        Hole(roster.place, one.session.day, tuple(gap_words(gap, one.session.day) for gap in one.judged.gaps))
        for roster in rosters
        if roster.place_id in short
        for one in coverage.weighed(roster, today, last, at)
        if one.judged.short and one.session.staffing == Session.Staffing.SHORT
    ]
    return sorted(found, key=lambda one: (one.day, one.words))
