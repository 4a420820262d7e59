"""居場所カレンダー and the map."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from ibasho.town.places.views import calendar, map

_MONTH, _DAY = r"(?P<month>\d{4}-\d{2})", r"(?P<day>\d{4}-\d{2}-\d{2})"
urlpatterns: list[URLPattern] = [
    path("calendar/", calendar.month, name="calendar"),
    re_path(rf"^calendar/{_MONTH}/$", calendar.month, name="calendar_month"),
    re_path(rf"^calendar/{_DAY}/$", calendar.day, name="calendar_day"),
    path("calendar/list/", calendar.rows, name="calendar_list"),
    re_path(rf"^calendar/list/{_MONTH}/$", calendar.rows, name="calendar_list_month"),
    path("map/", map.map_page, name="map"),
    path("map/areas.geojson", map.areas_geojson, name="map_areas"),
    path("map/places.geojson", map.places_geojson, name="map_places"),
]
