"""Events and their days, as pages show them. The number of queries does not grow with the number of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from ibasho.base.kernel import clock, nendo
from ibasho.base.kernel.actor import Actor
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Event, EventGroup, Headcount, Session, SessionReport, Signup
from ibasho.town.places.rules import signup as rules
from ibasho.town.places.rules.signup import Seats, Spots

SHOWN = (Event.State.PUBLISHED, Event.State.CANCELLED)
LIST_MAX = 200


@dataclass(frozen=True, slots=True)
class Day:
    """One day of an event at a moment. `open` says that somebody may sign up now."""

    event: Event
    session: Session
    seats: Seats
    closed: bool
    at: datetime

    @property
    def spots(self) -> Spots:
        return rules.spots(self.seats)

    @property
    def off(self) -> bool:
        return self.session.state == Session.State.CANCELLED or self.event.state == Event.State.CANCELLED

    @property
    def unsure(self) -> bool:
        """The roster is short: not promised."""
        return self.session.staffing == Session.Staffing.SHORT

    @property
    def closes_at(self) -> datetime:
        return rules.closes_at(self.session.day, self.session.starts, self.event.signup_closes_hours)

    @property
    def open(self) -> bool:
        return self.event.signup and not self.off and not self.closed and self.at < self.closes_at

    @property
    def venue(self) -> str:
        """The hall the event names, else its place."""
        place = self.event.place
        return self.event.venue_name or (place.name if place else "")


def days(sessions: QuerySet[Session], at: datetime) -> list[Day]:
    """`sessions` of events, in order, each with its seats: one query, and one for the groups."""
    state = Signup.State
    rows: QuerySet[Any] = sessions.annotate(
        taken=Coalesce(Sum("signups__party", filter=Q(signups__state=state.CONFIRMED)), 0),
        waiting=Coalesce(Sum("signups__party", filter=Q(signups__state=state.WAITING)), 0),
        closed=Exists(SessionReport.objects.filter(session=OuterRef("pk"))),
    ).select_related("event__organisation", "event__place", "place")
    return [_day(row, at) for row in rows.order_by("day", F("starts").asc(nulls_last=True), "pk")[:LIST_MAX]]


def _day(row: Any, at: datetime) -> Day:
    event: Event = row.event
    seats = Seats(event.capacity, row.taken, row.waiting, event.waiting_max)
    return Day(event, row, seats, row.closed, at)


def upcoming(at: datetime) -> list[Day]:
    """What is published and not over; what was called off stays until its day is over, and says so."""
    today, now = clock.day(at), clock.jst(at).time()
    over = Q(day=today, ends__lte=now)
    coming = Session.objects.filter(event__state__in=SHOWN, day__gte=today).exclude(over)
    return days(coming, at)


def coming_days(event: Event, at: datetime) -> list[Day]:
    return days(event.sessions.filter(day__gte=clock.day(at)), at)


def day(session: Session, at: datetime) -> Day:
    return days(Session.objects.filter(pk=session.pk), at)[0]


def shown(public_id: str) -> Event | None:
    """An event everyone may see, with who helps."""
    groups = EventGroup.objects.select_related("organisation").order_by("pk")
    return (
        Event.objects.filter(public_id=public_id, state__in=SHOWN)
        .select_related("organisation", "place")
        .prefetch_related(Prefetch("groups", groups))
        .first()
    )


def shown_session(public_id: str, session_id: int) -> Session | None:
    return (
        Session.objects.filter(pk=session_id, event__public_id=public_id, event__state__in=SHOWN)
        .select_related("event__organisation", "event__place", "place")
        .first()
    )


def editable(by: Actor, at: datetime) -> QuerySet[Event]:
    """Events one may change: the city every one, a group its own; the next day comes first."""
    day_now = clock.day(at)
    mine = people.organisations_of(by, Permission.PLACES_EDIT, day=day_now)
    rows = Event.objects.filter(organisation__in=mine)
    if by.acting_for is None and people.city_wide(by, day=day_now) and mine.exists():
        rows = Event.objects.all()
    first: Any = Session.objects.filter(event=OuterRef("pk")).order_by("day", "starts")
    return (
        rows.select_related("organisation", "place")
        .annotate(first_day=first.values("day")[:1], last_day=first.order_by("-day").values("day")[:1])
        .order_by("-last_day", "-pk")
    )


def to_approve() -> QuerySet[Event]:
    return (
        Event.objects.filter(state=Event.State.PENDING)
        .select_related("organisation", "place")
        .order_by("updated_at")
    )


def changed_since_seen() -> QuerySet[Event]:
    """Published, and changed after the city last looked."""
    return (
        Event.objects.filter(state=Event.State.PUBLISHED, updated_at__gt=F("published_at"))
        .select_related("organisation", "place")
        .order_by("-updated_at")
    )


def runnable(by: Actor, at: datetime) -> QuerySet[Session]:
    """Days one may hold the reception of: those of one's organisation, for the city all of them."""
    day_now = clock.day(at)
    mine = people.organisations_of(by, Permission.SESSIONS_RUN, day=day_now)
    rows = Session.objects.exclude(event__state__in=[Event.State.DRAFT, Event.State.PENDING])
    if by.acting_for is None and people.city_wide(by, day=day_now) and mine.exists():
        return rows
    of_event = Q(event__organisation__in=mine)
    return rows.filter(of_event | Q(event__isnull=True, place__organisation__in=mine))


@dataclass(frozen=True, slots=True)
class ReceptionDays:
    today: list[Session]
    coming: list[Session]
    unwritten: list[Session]


def reception_days(by: Actor, at: datetime) -> ReceptionDays:
    """Everything of today; of the coming fortnight the events; of the last month what is not summed up: events, and
    days of a place on which somebody was counted."""
    today = clock.day(at)
    span = (today - timedelta(days=31), today + timedelta(days=14))
    counted = Exists(Headcount.objects.filter(session=OuterRef("pk")))
    rows: QuerySet[Any] = (
        runnable(by, at)
        .filter(day__range=span, state=Session.State.PLANNED)
        .filter(Q(day=today) | Q(event__isnull=False) | Q(counted, day__lt=today))
        .annotate(closed=Exists(SessionReport.objects.filter(session=OuterRef("pk"))), came=_came())
        .select_related("event", "place")
        .order_by("day", F("starts").asc(nulls_last=True), "pk")[:LIST_MAX]
    )
    found = list(rows)
    return ReceptionDays(
        today=[row for row in found if row.day == today],
        coming=[row for row in found if row.day > today],
        unwritten=[row for row in found if row.day < today and not row.closed],
    )


def _came() -> Any:
    return Coalesce(Sum("headcounts__heads", filter=~Q(headcounts__of_class__startswith="helper_")), 0)


def between(first: date, last: date, sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Days of events, and days of places that were counted or summed up, with their heads and report."""
    return (
        sessions.filter(day__range=(first, last))
        .filter(Q(event__isnull=False) | Q(headcounts__isnull=False) | Q(report__isnull=False))
        .distinct()
        .select_related("event__organisation", "event__place", "place__organisation", "report")
        .prefetch_related("headcounts", "event__groups")
        .order_by("day", F("starts").asc(nulls_last=True), "pk")
    )


def first_nendo(sessions: QuerySet[Session], this: int) -> int:
    """The 年度 of the oldest of these days; `this` where there is none."""
    oldest = sessions.order_by("day").values_list("day", flat=True).first()
    return min(this, nendo.nendo(oldest)) if oldest else this
