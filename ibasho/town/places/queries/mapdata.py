"""What the map is drawn from: our own outline, 小学校区 and places. No tile server, no letter server."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.db.models import CharField, Count, QuerySet, TextField
from django.db.models.functions import MD5, Cast
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.town.areas import queries as areas
from ibasho.town.areas.models import Boundary, Town
from ibasho.town.places.models import Place
from ibasho.town.places.queries import published, slots
from ibasho.town.places.queries.answers import pause_of
from ibasho.town.places.queries.criteria import Criteria
from ibasho.town.places.rules import pictures
from ibasho.town.places.rules.answers import chip_of
from ibasho.town.places.rules.kinds import PlaceKind
from ibasho.town.places.rules.outlines import Outlines, simplified
from ibasho.town.places.rules.shading import Shading
from ibasho.town.places.rules.status import State, Status, status_of

SHAPES_BYTES_MAX = 48_000  # leaves room for names and figures in 60 kB
_PINNED = (
    "public_id", "name", "kana", "kind", "lat", "lng", "restricted", "state", "paused_since", "paused_until",
    "paused_reason",
)  # fmt: skip
_KEPT_SECONDS = 30 * 24 * 60 * 60
_ANY = "0000000000"
_SAID = frozenset({State.OPEN, State.STARTED, State.TODAY})
Feature = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DistrictCount:
    """How many places of a 小学校区 any child may go to, and how many of them alone."""

    code: str
    name: str
    kana: str
    places: int
    alone: int
    shade: int


@dataclass(frozen=True, slots=True)
class OnMap:
    """A place with what it says now; `chip` is a state of `ui.states`."""

    place: Place
    status: Status
    chip: str


def counts(asked: Criteria, day: date) -> tuple[list[DistrictCount], Shading]:
    """Every district of the day in the order of its reading, those without a place too."""
    places = published.fitting(published.open_to_all(), asked).order_by()
    found = dict(places.values_list("district_code").annotate(n=Count("pk")))
    alone = published.fitting(places, Criteria(alone=True, stage=asked.stage))
    by_themselves = dict(alone.values_list("district_code").annotate(n=Count("pk")))
    shading = Shading.of(count for code, count in found.items() if code)
    return [
        DistrictCount(
            code, name, kana, (n := found.get(code, 0)), by_themselves.get(code, 0), shading.shade(n)
        )
        for code, name, kana in areas.districts(day).values_list("code", "name", "kana")
    ], shading


def area_features(asked: Criteria, day: date) -> dict[str, Any]:
    """Outline, districts with their shade, and names: those of the towns where no district has a shape."""
    outlines, figures = _outlines(day), {one.code: one for one in counts(asked, day)[0]}
    features: list[Feature] = []
    if outlines.boundary:
        features.append(_feature(outlines.boundary, kind="boundary"))
    for code, geometry in outlines.districts.items():
        one = figures[code]
        features.append(
            _feature(geometry, kind="district", name=one.name, shade=one.shade, places=one.places)
        )
    named = _district_names(outlines, figures, day) if figures else []
    return _collection(features + (named or _town_names()))


def place_features(asked: Criteria, at: datetime) -> dict[str, Any]:
    """Every listed place whose position is known; a restricted one says that it is."""
    rows = published.fitting(published.listed(), asked).filter(lat__isnull=False).order_by("pk")
    return _collection([_pin(one) for one in told(rows.only(*_PINNED), at)])


def told(places: QuerySet[Place], at: datetime) -> list[OnMap]:
    """What each of them says at this moment, in four queries for any number."""
    today = clock.day(at)
    rows = list(places)
    these = Place.objects.filter(pk__in=[place.pk for place in rows])
    now, coming, maybe = (
        slots.of_day(these, today),
        slots.next_of_each(these, today),
        slots.maybe_on(these, today),
    )
    found = []
    for place in rows:
        status = status_of(
            [*now.get(place.pk, []), *coming.get(place.pk, [])],
            at,
            pause=pause_of(place, today),
            maybe_today=place.pk in maybe,
        )
        found.append(OnMap(place, status, chip_of(status, at, was_today=place.pk in now)))
    return found


def as_bytes(collection: dict[str, Any]) -> tuple[bytes, str]:
    """GeoJSON and its ETag."""
    body = json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()
    return body, f'"{sha256(body).hexdigest()[:24]}"'


def _outlines(day: date) -> Outlines:
    """Simplified once per version of the shapes, and kept: simplifying a real city takes seconds."""
    key = f"map-outlines-{_version(day)}"
    kept = cache.get(key)
    if kept is None:
        rows = areas.districts(day).values_list("code", "geometry")
        shaped = {code: geometry for code, geometry in rows if geometry is not None}
        outline = areas.boundary()
        kept = simplified(outline.geometry if outline else None, shaped, SHAPES_BYTES_MAX)
        cache.set(key, kept, _KEPT_SECONDS)
    found: Outlines = kept
    return found


def _version(day: date) -> str:
    """Changes whenever a shape does; the database hashes, so that no shape travels."""
    mark = MD5(Cast("geometry", TextField()), output_field=CharField())
    outline = Boundary.objects.order_by("-as_of").annotate(mark=mark).values_list("pk", "mark").first()
    marks = (
        areas.districts(day).filter(geometry__isnull=False).annotate(mark=mark).values_list("code", "mark")
    )
    return sha256(repr((outline, sorted(marks))).encode()).hexdigest()[:24]


def _district_names(outlines: Outlines, figures: dict[str, DistrictCount], day: date) -> list[Feature]:
    points = dict(outlines.labels)
    bare = areas.districts(day).filter(lat__isnull=False).exclude(code__in=points)
    for code, lng, lat in bare.values_list("code", "lng", "lat"):
        if lng is not None and lat is not None:
            points[code] = (lng, lat)
    return [
        _point(*points[code], kind="district", name=one.name, kana=one.kana)
        for code, one in figures.items()
        if code in points
    ]


def _town_names() -> list[Feature]:
    rows = Town.objects.order_by("pk").values_list("lng", "lat", "name", "kana")
    return [_point(lng, lat, kind="town", name=name, kana=kana) for lng, lat, name, kana in rows]


def _pin(one: OnMap) -> Feature:
    place, kind = one.place, PlaceKind(one.place.kind)
    assert place.lat is not None and place.lng is not None  # the query asks for those with a position
    state = "closed" if one.status.state is State.PAUSED else "restricted" if place.restricted else ""
    return _point(
        place.lng, place.lat, kind="place", id=place.public_id, name=place.name, kana=place.kana, of=kind.value,
        icon=kind.icon, tint=pictures.TINTS.get(kind, pictures.OTHER_TINT), state=state, restricted=place.restricted,
        status=one.status.child, today=one.status.state in _SAID, href=_address().replace(_ANY, place.public_id),
    )  # fmt: skip


@lru_cache(maxsize=1)
def _address() -> str:
    """A place's page with `_ANY` in place of its id: Django's `reverse` takes longer than all the rest of a pin."""
    return reverse("places:place", args=[_ANY])


def _point(lng: float, lat: float, **properties: Any) -> Feature:
    """Five decimals are one metre."""
    return _feature({"type": "Point", "coordinates": [round(lng, 5), round(lat, 5)]}, **properties)


def _feature(geometry: dict[str, Any], **properties: Any) -> Feature:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _collection(features: Sequence[Feature]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}
