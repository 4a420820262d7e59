"""Open days and events between two days, for the API."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, Min, Prefetch, Q, QuerySet

from ibasho.town.places.models import Event, Place, Session
from ibasho.town.places.queries import feeds, published
from ibasho.town.places.queries.criteria import Criteria

_SHOWN = (Event.State.PUBLISHED, Event.State.CANCELLED)


def sessions(criteria: Criteria, first: date, last: date) -> QuerySet[Any]:
    """Days of places open to all that fit, and of events that fit; called-off ones too."""
    places = published.fitting(published.open_to_all(), criteria)
    wanted = Q(event__isnull=True, place__in=places)
    if not criteria.kinds:
        wanted |= Q(event__in=_events(criteria))
    return _in_order(feeds.known().filter(wanted, day__range=(first, last)))


def of_place(place: Place, first: date, last: date) -> QuerySet[Any]:
    """Days of one place, whoever may use it."""
    return _in_order(feeds.known().filter(place=place, event__isnull=True, day__range=(first, last)))


def events(criteria: Criteria, first: date, last: date) -> QuerySet[Any]:
    """Events with a day in between, the first to come first."""
    between = Q(sessions__day__range=(first, last))
    days = Prefetch(
        "sessions", Session.objects.filter(day__range=(first, last)).order_by("day", "starts", "pk")
    )
    found = _events(criteria).annotate(first_day=Min("sessions__day", filter=between))
    return (
        found.filter(first_day__isnull=False)
        .select_related("organisation", "place")
        .prefetch_related(days)
        .order_by("first_day", "pk")
    )


def state_of(row: Any) -> str:
    """planned, unsure (the roster is short) or cancelled."""
    off = row.closed or row.state == Session.State.CANCELLED
    if off or (row.event and row.event.state == Event.State.CANCELLED) or feeds.paused_on(row):
        return "cancelled"
    return "unsure" if row.staffing == Session.Staffing.SHORT else "planned"


def _events(criteria: Criteria) -> QuerySet[Event]:
    found = Event.objects.filter(state__in=_SHOWN)
    if criteria.stage:
        found = found.filter(Q(stages=[]) | Q(stages__contains=[criteria.stage.value]))
    if criteria.district:
        found = found.filter(place__district_code=criteria.district)
    if criteria.kinds:
        found = found.filter(place__kind__in=criteria.kinds)
    return found


def _in_order(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.order_by("day", F("starts").asc(nulls_last=True), "pk")
