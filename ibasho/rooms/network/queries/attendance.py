"""What stands of the days of a group or one place, for reports: read from places, nothing is kept twice."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from ibasho.rooms.network.rules.reports import Day
from ibasho.town.people.models import Organisation
from ibasho.town.places.models import Event, Place, Session, SessionReport


def places_of(organisation: Organisation) -> list[Place]:
    """Every place of the group that was ever public or is about to be."""
    hidden = (Place.State.REFUSED,)
    rows = Place.objects.filter(organisation=organisation).exclude(state__in=hidden)
    return list(rows.order_by("kana", "name", "pk"))


def days(
    organisation: Organisation, place: Place | None, first: date, last: date, today: date
) -> tuple[Day, ...]:
    """Each session from `first` to `last` that is over (or today's, once written down) and was not cancelled: at the
    group's places, or at `place` alone, and of its own events elsewhere."""
    own = Q(event__isnull=True, place__organisation=organisation) | Q(
        event__organisation=organisation, event__state=Event.State.PUBLISHED
    )
    rows = Session.objects.filter(own, day__gte=first, day__lte=min(last, today))
    if place is not None:
        rows = rows.filter(place=place)
    rows = rows.exclude(state=Session.State.CANCELLED).order_by("day", "starts", "pk")
    found = [_day(one) for one in rows.select_related("report").prefetch_related("headcounts")]
    return tuple(one for one in found if one.recorded or one.day < today)


def _day(row: Session) -> Day:
    report: SessionReport | None = getattr(row, "report", None)
    heads = {one.of_class: one.heads for one in row.headcounts.all()}
    if report is None:
        return Day(row.day, heads)
    return Day(
        row.day, heads, report.groups, report.volunteers, report.families, report.consultations, written=True
    )
