"""Open days and events between two days."""

from __future__ import annotations

from typing import Any

from ninja import Query, Router

from ibasho.base.kernel import clock
from ibasho.base.ui.request import Request
from ibasho.town.places.api import shapes
from ibasho.town.places.api.asked import Days, Part, PublicId, WhoAsked
from ibasho.town.places.api.places import listed_place
from ibasho.town.places.queries import coming
from ibasho.town.places.queries.criteria import Criteria

router = Router()


class SessionsAsked(Part, Days, WhoAsked):
    pass


class PlaceDaysAsked(Part, Days):
    pass


@router.get("/sessions", response=shapes.Sessions, summary="あく日")
def find_sessions(request: Request, asked: Query[SessionsAsked]) -> dict[str, Any]:
    """だれでも行ける居場所と もよおしの あく日を、日と時刻の順に返します。お休みになった日も入っています。"""
    first, last = asked.span(clock.day(request.at))
    return _sessions(coming.sessions(_criteria(asked), first, last), asked) | {"first": first, "last": last}


@router.get("/places/{public_id}/sessions", response=shapes.Sessions, summary="ひとつの居場所の あく日")
def place_sessions(request: Request, asked: Query[PlaceDaysAsked], public_id: PublicId) -> dict[str, Any]:
    first, last = asked.span(clock.day(request.at))
    place = listed_place(public_id)
    return _sessions(coming.of_place(place, first, last), asked) | {"first": first, "last": last}


@router.get("/events", response=shapes.Events, summary="もよおし・出張開設")
def find_events(request: Request, asked: Query[SessionsAsked]) -> dict[str, Any]:
    """その間に 日がある もよおし。中止になったものも入っています（state が cancelled）。"""
    first, last = asked.span(clock.day(request.at))
    found = coming.events(_criteria(asked), first, last)
    shown = found[asked.offset : asked.offset + asked.limit]
    total = found.count()
    return {
        "first": first,
        "last": last,
        "total": total,
        "events": [_event(event) for event in shown],
        "next_cursor": asked.following(total),
    }


def _criteria(asked: SessionsAsked) -> Criteria:
    return Criteria(stage=asked.stage, district=asked.district, kinds=tuple(asked.kind))


def _sessions(found: Any, asked: Part) -> dict[str, Any]:
    shown = found[asked.offset : asked.offset + asked.limit]
    total = found.count()
    return {
        "total": total,
        "sessions": [_session(row) for row in shown],
        "next_cursor": asked.following(total),
    }


def _session(row: Any) -> dict[str, Any]:
    place, event = row.place, row.event
    title = event.title if event else place.name
    return {
        **(shapes.opens(row) or {}),
        "state": coming.state_of(row),
        "reason": row.reason,
        "place": shapes.where(place) if place else None,
        "event_id": event.public_id if event else None,
        "title": title,
    }


def _event(event: Any) -> dict[str, Any]:
    place = event.place
    return {
        "id": event.public_id,
        "url": shapes.event_page(event),
        **{name: getattr(event, name) for name in _AS_IT_STANDS},
        "organiser": event.organisation.name if event.organisation else event.organiser_name,
        "venue": event.venue_name or (place.name if place else ""),
        "venue_address": event.venue_address or (place.address if place else ""),
        "lat": event.lat if event.lat is not None else place and place.lat,
        "lon": event.lng if event.lng is not None else place and place.lng,
        "homepage": event.url,
        "days": [shapes.opens(one) for one in event.sessions.all()],
    }


_AS_IT_STANDS = (
    "kind", "title", "kana", "description", "state", "stages", "audience_note", "fee_note", "free_of_charge", "signup",
    "signup_note", "capacity", "phone", "updated_at",
)  # fmt: skip
