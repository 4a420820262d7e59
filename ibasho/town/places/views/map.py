"""The map: drawn by the browser from our own GeoJSON; without scripts, and below it, the same places as a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui.doors import child, shared
from ibasho.base.ui.request import Request
from ibasho.town.places.forms.look import LookForm
from ibasho.town.places.queries import calendar, mapdata, published
from ibasho.town.places.queries.mapdata import DistrictCount, OnMap
from ibasho.town.places.views.narrowing import NARROWED_BY, Narrowing

LISTED_MAX = 200
GEOJSON = "application/geo+json; charset=utf-8"


@child
@shared(query=NARROWED_BY)
@require_safe
def map_page(request: Request) -> HttpResponse:
    asked, today = Narrowing.read(request.GET, calendar.kinds()), clock.day(request.at)
    districts, shading = mapdata.counts(asked.criteria, today)
    places = published.fitting(published.listed(), asked.criteria).order_by(
        "district_code", "town_name", "kana", "pk"
    )
    found = mapdata.told(places[:LISTED_MAX], request.at)
    shown: dict[str, Any] = {
        "asked": asked,
        "form": LookForm({"q": asked.criteria.text, "district": asked.criteria.district}, day=today),
        "districts": districts,
        "legend": shading.legend(),
        "groups": _grouped(found, districts),
        "nowhere": any(one.place.position is None for one in found),
        "cut": len(found) == LISTED_MAX,
        "tiles": settings.MAP_TILES,
        "credit": settings.MAP_TILES_CREDIT if settings.MAP_TILES else "",
    }
    return render(request, "places/map.html", shown)


@child
@shared(query=NARROWED_BY)
@require_safe
def areas_geojson(request: Request) -> HttpResponse:
    asked = Narrowing.read(request.GET, [])
    return _answer(request, mapdata.area_features(asked.criteria, clock.day(request.at)))


@child
@shared(query=NARROWED_BY)
@require_safe
def places_geojson(request: Request) -> HttpResponse:
    asked = Narrowing.read(request.GET, [])
    return _answer(request, mapdata.place_features(asked.criteria, request.at))


def _answer(request: Request, collection: dict[str, Any]) -> HttpResponse:
    """A browser that has this version already gets 304 and no body."""
    body, etag = mapdata.as_bytes(collection)
    response = HttpResponse(body, content_type=GEOJSON, headers={"ETag": etag, "Cache-Control": "max-age=60"})
    conditional = get_conditional_response(request, etag=etag, response=response)
    return conditional if isinstance(conditional, HttpResponse) else response


def _grouped(
    found: Iterable[OnMap], districts: Iterable[DistrictCount]
) -> list[tuple[str, str, list[OnMap]]]:
    """(name, reading, places): by 小学校区 in the order of their reading; where none is known by town, the rest last."""
    order = {one.code: (number, one.name, one.kana) for number, one in enumerate(districts)}
    groups: dict[tuple[int, str, str], list[OnMap]] = {}
    for one in found:
        place = one.place
        key = order.get(place.district_code) or (len(order) + (not place.town_name), place.town_name, "")
        groups.setdefault(key, []).append(one)
    return [(name, kana, groups[number, name, kana]) for number, name, kana in sorted(groups)]
