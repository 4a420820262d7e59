"""The child's door: today, where one starts from, the list, one place."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from ibasho.town.places.views import place, today

urlpatterns: list[URLPattern] = [
    path("today/", today.today, name="today"),
    path("start/", today.start, name="start"),
    path("start/forget/", today.forget, name="forget_start"),
    path("start/stage/<slug:stage>/", today.choose_stage, name="choose_stage"),
    path("start/<slug:kind>/<str:code>/", today.choose_start, name="choose_start"),
    path("places/", place.places, name="list"),
    path("places/near.json", today.near_json, name="near"),
    re_path(r"^places/(?P<public_id>[0-9A-Z]{6,16})/$", place.place, name="place"),
]
