"""Calendars to subscribe to: one place, one event, one 小学校区, the whole city.

A feed follows what the pages say: called-off days stay in it as cancelled, what is not promised is tentative.
No person is in any of them.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import NotFound
from ibasho.base.kernel.geo import Position
from ibasho.town.areas import queries as areas
from ibasho.town.places.datasets.ical import Entry, Feed
from ibasho.town.places.models import ClosedDays, Event, Place, Session
from ibasho.town.places.queries import published
from ibasho.town.places.queries.directory import absolute, page_of
from ibasho.town.places.rules.status import Pause

BEHIND = timedelta(days=14)  # what is over stays a while, so that nobody's calendar empties overnight
AHEAD = timedelta(days=60)
SESSIONS_MAX = 5_000
ASK_FOR_HOURS = "時間は きいてください"
_GONE = "この カレンダーは ありません。居場所の ページから もういちど えらんでください。"


def of_place(public_id: str, today: date) -> Feed:
    """Raises NotFound for what the public does not see. A paused place shows its days as called off."""
    place = published.listed().filter(public_id=public_id).first()
    if place is None:
        raise NotFound("feeds.no_place", _GONE)
    sessions = known().filter(place=place, event__isnull=True, day__gte=today - BEHIND)
    return Feed(place.name, f"{place.name}が あく日", page_of(place), _entries(sessions))


def of_event(public_id: str) -> Feed:
    event = Event.objects.filter(public_id=public_id, state__in=_SHOWN).first()
    if event is None:
        raise NotFound("feeds.no_event", _GONE)
    return Feed(event.title, f"{event.title}の 日", _event_page(event), _entries(known().filter(event=event)))


def of_district(code: str, today: date) -> Feed:
    """What anybody may go to in one 小学校区, in the coming sixty days."""
    district = areas.district(code, today)
    if district is None:
        raise NotFound("feeds.no_district", _GONE)
    here = Q(place__district_code=code) | Q(event__place__district_code=code)
    words = f"{district.name}小学校区の 居場所が あく日"
    return Feed(district.name, words, absolute(reverse("places:today")), _entries(_open(today).filter(here)))


def of_city(today: date) -> Feed:
    name = f"{settings.IBASHO_CITY['name']} こどもの居場所"
    words = "こどもの居場所が あく日と もよおし（これから 60日）"
    return Feed(name, words, absolute("/"), _entries(_open(today)))


_SHOWN = (Event.State.PUBLISHED, Event.State.CANCELLED)


def _open(today: date) -> QuerySet[Any]:
    """Days of places open to all and of events, from a fortnight ago to sixty days ahead."""
    places = Q(event__isnull=True, place__in=published.open_to_all())
    days = (today - BEHIND, today + AHEAD)
    return known().filter(places | Q(event__state__in=_SHOWN), day__range=days)


def known() -> QuerySet[Any]:
    """Sessions with what their entry says: a closure is stronger than a session."""
    closures = ClosedDays.objects.filter(
        place=OuterRef("place_id"), first__lte=OuterRef("day"), last__gte=OuterRef("day")
    )
    told = Subquery(closures.order_by("-told_at").values("told_at")[:1], output_field=DateTimeField())
    rows: QuerySet[Any] = Session.objects.annotate(closed=Exists(closures), closed_at=told)
    return rows.select_related("place", "event__place")


def _entries(rows: QuerySet[Any]) -> tuple[Entry, ...]:
    ordered = rows.order_by("day", F("starts").asc(nulls_last=True), "pk")[:SESSIONS_MAX]
    return tuple(_of_event(row) if row.event else _of_place(row) for row in ordered)


def _of_place(row: Any) -> Entry:
    place: Place = row.place
    paused = paused_on(row)
    cancelled = row.closed or paused or row.state == Session.State.CANCELLED
    reason = row.reason or (place.paused_reason if paused else "")
    who = place.restricted_to if place.restricted else place.audience_note
    words = [
        "お休みです" + (f"（{reason}）" if reason else "") if cancelled else "",
        f"使える人が 決まっています: {who}" if place.restricted else who,
        place.fee_note,
        f"電話 {place.phone}" if place.phone else "",
    ]
    return _entry(row, place.name, place, words, cancelled=cancelled, stamp=row.closed_at or place.updated_at)


def _of_event(row: Any) -> Entry:
    event: Event = row.event
    cancelled = event.state == Event.State.CANCELLED or row.state == Session.State.CANCELLED
    words = [
        "中止になりました" + (f"（{row.reason}）" if row.reason else "") if cancelled else "",
        event.description,
        event.audience_note,
        event.fee_note,
        event.signup_note,
    ]
    return _entry(row, event.title, event, words, cancelled=cancelled, stamp=event.updated_at)


def _entry(
    row: Any, name: str, of: Place | Event, words: list[str], *, cancelled: bool, stamp: datetime
) -> Entry:
    place = of if isinstance(of, Place) else of.place
    unsure = row.staffing == Session.Staffing.SHORT and not cancelled
    said = [*words[:1], *_hours_missing(row), "まだ 決まっていません" if unsure else "", *words[1:]]
    return Entry(
        uid=f"{of.public_id}-{row.pk}@{host()}",
        day=row.day,
        starts=row.starts,
        ends=row.ends,
        summary=f"【お休み】{name}" if cancelled else name,
        stamp=max(stamp, of.updated_at),
        location=_where(of),
        position=_position(of) or (place.position if place else None),
        description="\n".join(filter(None, said)),
        url=page_of(of) if isinstance(of, Place) else _event_page(of),
        cancelled=cancelled,
        unsure=unsure,
    )


def _hours_missing(row: Any) -> list[str]:
    if row.starts is not None:
        return [] if row.ends else ["終わりの時間は きいてください"]
    until = f"{clock.time_label(row.ends)}まで。" if row.ends else ""
    return [until + ASK_FOR_HOURS]


def paused_on(row: Session) -> bool:
    """Whether the day falls into a pause of its place."""
    place = row.place
    if place is None or place.state != Place.State.PAUSED:
        return False
    return Pause(place.paused_since, place.paused_until).covers(row.day)


def _where(of: Place | Event) -> str:
    if isinstance(of, Place):
        return " ".join(filter(None, [of.address, of.building]))
    place = of.place
    return " ".join(
        filter(
            None,
            [
                of.venue_name or (place.name if place else ""),
                of.venue_address or (place.address if place else ""),
            ],
        )
    )


def _position(of: Place | Event) -> Position | None:
    return Position(of.lat, of.lng) if of.lat is not None and of.lng is not None else None


def _event_page(event: Event) -> str:
    return absolute(reverse("places:event", args=[event.public_id]))


def host() -> str:
    """The name under which this copy signs what it gives out."""
    return urlsplit(str(settings.PUBLIC_URL)).hostname or "localhost"
