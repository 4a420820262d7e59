"""The whole entry of a place as plain data, for other programs: what GeoJSON and the API give out.

Every field is named here on purpose: a new column of the table goes nowhere by itself, and no person is in it.
"""

from __future__ import annotations

import json
from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.town.places.models import OpeningRule, Place
from ibasho.town.places.queries import published
from ibasho.town.places.rules.kinds import NEVER_FOR_ALL, PlaceKind
from ibasho.town.places.rules.recurrence import recurrences
from ibasho.town.places.rules.words import describe

Data = dict[str, Any]
FEES = ("infant", "elementary", "junior", "high", "adult")
CRS84 = "urn:ogc:def:crs:OGC:1.3:CRS84"
_AS_IT_STANDS = (
    "kind", "name", "kana", "description", "people_note", "state", "paused_since", "paused_until", "paused_reason",
    "restricted", "restricted_to", "stages", "alone_from", "adult_needed", "audience_note", "months_note",
    "school_hours", "fee_note", "booking", "booking_note", "capacity", "capacity_note", "allergy", "allergy_note",
    "features", "accessibility", "accessibility_note", "municipality_code", "address", "building", "postal_code",
    "machiaza_id", "district_code", "town_name", "lat", "lng", "outside_city", "access_note", "parking_note", "phone",
    "contact_email", "opening_words", "opening_certain", "verified_on", "source_name", "source_url", "dataset",
    "external_id", "updated_at",
)  # fmt: skip


def listed() -> QuerySet[Place]:
    """Every entry the public may see, with what `entry` reads of it."""
    rules = Prefetch("opening_rules", OpeningRule.objects.order_by("position", "pk"))
    return published.listed().select_related("organisation").prefetch_related(rules).order_by("pk")


def entry(place: Place) -> Data:
    """Codes as in our glossary; what is not known is None or empty. A restricted place is never `everyone`."""
    kind = PlaceKind(place.kind)
    closed_circle = place.restricted or kind in NEVER_FOR_ALL
    return {
        "id": place.public_id,
        "url": page_of(place),
        **{name: getattr(place, name) for name in _AS_IT_STANDS},
        "kind_label": kind.label,
        "for_everybody": not closed_circle,
        "everyone": False if closed_circle else place.everyone,
        "fees_yen": {name: getattr(place, f"fee_{name}_yen") for name in FEES},
        "organisation": place.organisation.name if place.organisation else place.organisation_name,
        "homepage": place.url,
        "openings": [_opening(rule) for rule in place.opening_rules.all()],
    }


def _opening(row: OpeningRule) -> Data:
    """One rule in words and, where it can be said exactly, as RFC 5545 recurrences."""
    rule = row.as_opening()
    return {
        "words": describe(rule),
        "pattern": rule.pattern.value,
        "starts": clock.time_label(rule.starts) if rule.starts else None,
        "ends": clock.time_label(rule.ends) if rule.ends else None,
        "valid_from": rule.valid_from,
        "valid_until": rule.valid_until,
        "rrules": [one.rrule for one in recurrences(rule) or ()],
    }


def page_of(place: Place) -> str:
    """The address of its page, whole."""
    return absolute(reverse("places:place", args=[place.public_id]))


def absolute(path: str) -> str:
    return str(settings.PUBLIC_URL).rstrip("/") + path


def changed_at(at: datetime) -> datetime:
    """When what we give out was last different: at the last act on places, or at midnight, when a new day begins."""
    acts = Entry.objects.filter(noun__in=_NOUNS).order_by("-pk").values_list("at", flat=True)
    return max([clock.at(clock.day(at), time()), *acts[:1]])


_NOUNS = ("places.Place", "places.Event", "places.Session")


def licence() -> Data:
    """How our data may be used, and how to name it: the city's own choice in city.toml, else CC BY 4.0."""
    city = settings.IBASHO_CITY
    chosen = city.get("open_data", {})
    return {
        "licence": chosen.get("licence", "CC BY 4.0"),
        "licence_url": chosen.get("licence_url", "https://creativecommons.org/licenses/by/4.0/deed.ja"),
        "attribution": chosen.get("attribution", f"{city['name']} こどもの居場所"),
    }


def geojson() -> Data:
    """A FeatureCollection (RFC 7946, longitude first). A place without a position has no geometry, and stays in."""
    features = [_feature(place) for place in listed()]
    return {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": CRS84}},
        **licence(),
        "features": features,
    }


def _feature(place: Place) -> Data:
    position = place.position
    geometry = {"type": "Point", "coordinates": [position.lng, position.lat]} if position else None
    properties = entry(place)
    for name in ("lat", "lng"):
        properties.pop(name)
    return {"type": "Feature", "id": place.public_id, "geometry": geometry, "properties": properties}


def as_json(body: object) -> bytes:
    """UTF-8 with the letters as they are."""
    return json.dumps(body, ensure_ascii=False, cls=DjangoJSONEncoder).encode()
