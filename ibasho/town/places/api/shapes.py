"""What the API answers with. Times are JST wall times `HH:MM`, 24:00 included; what is not known is null or empty."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from ibasho.base.kernel.clock import time_label
from ibasho.town.places.models import Event, Place, Session
from ibasho.town.places.queries.answers import Answer
from ibasho.town.places.queries.directory import absolute, page_of
from ibasho.town.places.rules.kinds import PlaceKind
from ibasho.town.places.rules.status import Planned


class Opens(Schema):
    """One day."""

    day: date
    starts: str | None
    ends: str | None


class Where(Schema):
    id: str
    name: str
    kana: str
    kind: str
    kind_label: str
    url: str
    address: str
    district_code: str
    lat: float | None
    lon: float | None


class Cost(Schema):
    """Yen. Both null: not known. `free` is true only where everybody who may come is known to come for free."""

    low: int | None
    high: int | None
    free: bool


class Walk(Schema):
    minutes: int
    metres: int
    estimate: bool = Field(description="道のりではなく 直線から見つもった めやす")
    far: bool = Field(description="この年代が ひとりで行くには遠い")


class Answered(Where):
    """One place, as the page of today tells it."""

    group: str = Field(
        description="now いま / later きょうこれから / week 今週 / unsure きいてから / unknown 時間がわからない"
    )
    state: str
    words: str
    words_for_children: str
    session: Opens | None
    following: Opens | None
    walk: Walk | None
    may_come: str | None = Field(description="聞いた年代について: alone, with_adult, no, ask")
    may_come_words: str | None
    alone_from: str | None
    needs_adult: bool
    cost: Cost
    features: list[str]
    verified_on: date | None
    verified: str


class Start(Schema):
    """The position that was used: the middle of a square of about 500 m, never the one that was sent."""

    lat: float
    lon: float


class Answers(Schema):
    at: datetime
    start: Start | None
    total: int
    counts: dict[str, int]
    places: list[Answered]
    next_cursor: str | None


class Opening(Schema):
    words: str
    pattern: str
    starts: str | None
    ends: str | None
    valid_from: date | None
    valid_until: date | None
    rrules: list[str] = Field(description="RFC 5545。言いあらわせない きまりには ありません")


class Entry(Schema):
    """Everything the directory knows of a place; the same as in GeoJSON."""

    id: str
    url: str
    kind: str
    kind_label: str
    for_everybody: bool
    name: str
    kana: str
    description: str
    people_note: str
    organisation: str
    state: str
    paused_since: date | None
    paused_until: date | None
    paused_reason: str
    restricted: bool
    restricted_to: str
    everyone: bool | None
    stages: list[str]
    alone_from: str
    adult_needed: bool | None
    audience_note: str
    months_note: str
    school_hours: bool | None
    fees_yen: dict[str, int | None]
    fee_note: str
    booking: str
    booking_note: str
    capacity: int | None
    capacity_note: str
    allergy: str
    allergy_note: str
    features: list[str]
    accessibility: list[str]
    accessibility_note: str
    municipality_code: str
    address: str
    building: str
    postal_code: str
    machiaza_id: str
    district_code: str
    town_name: str
    lat: float | None
    lng: float | None
    outside_city: bool
    access_note: str
    parking_note: str
    phone: str
    contact_email: str
    homepage: str
    opening_words: str
    opening_certain: bool
    openings: list[Opening]
    verified_on: date | None
    source_name: str
    source_url: str
    dataset: str
    external_id: str
    updated_at: datetime


class SessionOut(Opens):
    """`state`: planned, unsure (not promised yet) or cancelled."""

    state: str
    reason: str
    place: Where | None
    event_id: str | None
    title: str


class Sessions(Schema):
    first: date
    last: date
    total: int
    sessions: list[SessionOut]
    next_cursor: str | None


class EventOut(Schema):
    id: str
    url: str
    kind: str
    title: str
    kana: str
    description: str
    organiser: str
    state: str
    venue: str
    venue_address: str
    lat: float | None
    lon: float | None
    stages: list[str]
    audience_note: str
    fee_note: str
    free_of_charge: bool | None
    signup: bool
    signup_note: str
    capacity: int | None
    homepage: str
    phone: str
    days: list[Opens]
    updated_at: datetime


class Events(Schema):
    first: date
    last: date
    total: int
    events: list[EventOut]
    next_cursor: str | None


Data = dict[str, Any]


def opens(one: Planned | Session | None) -> Data | None:
    if one is None:
        return None
    starts, ends = (time_label(hour).zfill(5) if hour else None for hour in (one.starts, one.ends))
    return {"day": one.day, "starts": starts, "ends": ends}


def where(place: Place) -> Data:
    return {
        "id": place.public_id,
        "name": place.name,
        "kana": place.kana,
        "kind": place.kind,
        "kind_label": PlaceKind(place.kind).label,
        "url": page_of(place),
        "address": place.address,
        "district_code": place.district_code,
        "lat": place.lat,
        "lon": place.lng,
    }


def answered(one: Answer) -> Data:
    walk = one.minutes
    return {
        **where(one.place),
        "group": one.group.value,
        "state": one.status.state.value,
        "words": one.status.plain,
        "words_for_children": one.status.child,
        "session": opens(one.session),
        "following": opens(one.following),
        "walk": walk
        and {"minutes": walk.value, "metres": walk.metres, "estimate": walk.estimate, "far": one.far},
        "may_come": one.may_come.verdict.value if one.may_come else None,
        "may_come_words": one.may_come.plain if one.may_come else None,
        "alone_from": one.alone_from.value if one.alone_from else None,
        "needs_adult": one.needs_adult,
        "cost": {"low": one.cost.low, "high": one.cost.high, "free": one.cost.free},
        "features": one.place.features,
        "verified_on": one.place.verified_on,
        "verified": one.verified.words,
    }


def event_page(event: Event) -> str:
    return absolute(f"/events/{event.public_id}/")
