"""Events and visits (出張開設) of the coming days: shown beside the places that are open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from ibasho.base.kernel import clock
from ibasho.base.kernel.geo import Position
from ibasho.town.areas import travel
from ibasho.town.areas.rules import Minutes
from ibasho.town.places.models import Event, Session
from ibasho.town.places.queries.answers import USUAL_STAGE
from ibasho.town.places.queries.criteria import Criteria, When
from ibasho.town.places.rules.answers import WEEK
from ibasho.town.places.rules.status import Planned, Status, status_of

HAPPENINGS_MAX = 12


@dataclass(frozen=True, slots=True)
class Happening:
    """One day of an event. `venue` is the place's name, or what the event says."""

    event: Event
    status: Status
    session: Planned
    venue: str
    minutes: Minutes | None


def happenings(criteria: Criteria, at: datetime, start: Position | None = None) -> tuple[Happening, ...]:
    """The next day of each event of today (or this week) that is not over and not called off, at most twelve."""
    rows = _sessions(criteria, clock.day(at))
    first: dict[int, Session] = {}
    for row in rows:
        if row.event_id is not None and status_of([_planned(row)], at).session is not None:
            first.setdefault(row.event_id, row)
    chosen = list(first.values())[:HAPPENINGS_MAX]
    walks = _walks(chosen, criteria, start)
    return tuple(_happening(row, at, walks.get(row.pk)) for row in chosen)


def _sessions(criteria: Criteria, today: date) -> list[Session]:
    last = today + WEEK if criteria.when is When.WEEK else today
    rows = Session.objects.filter(
        event__isnull=False,
        event__state=Event.State.PUBLISHED,
        day__range=(today, last),
        state=Session.State.PLANNED,
    )
    if criteria.stage:
        stage = criteria.stage.value
        rows = rows.filter(Q(event__stages=[]) | Q(event__stages__contains=[stage]))
    if criteria.free:
        rows = rows.filter(event__free_of_charge=True)
    return list(rows.select_related("event", "event__place").order_by("day", "starts", "pk")[:200])


def _planned(row: Session) -> Planned:
    promised = row.staffing != Session.Staffing.SHORT
    return Planned(row.day, row.starts, row.ends, reason=row.reason, promised=promised)


def _happening(row: Session, at: datetime, minutes: Minutes | None) -> Happening:
    event, planned = row.event, _planned(row)
    assert event is not None  # the query asks for sessions of events
    venue = event.venue_name or (event.place.name if event.place else "")
    return Happening(event, status_of([planned], at), planned, venue, minutes)


def _position(event: Event) -> Position | None:
    if event.lat is not None and event.lng is not None:
        return Position(event.lat, event.lng)
    return event.place.position if event.place else None


def _walks(rows: list[Session], criteria: Criteria, start: Position | None) -> dict[int, Minutes]:
    if start is None:
        return {}
    placed = [(row.pk, position) for row in rows if row.event and (position := _position(row.event))]
    told = travel.minutes(start, [position for _, position in placed], criteria.stage or USUAL_STAGE)
    return {pk: minutes for (pk, _), minutes in zip(placed, told, strict=True)}
