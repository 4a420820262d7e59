"""Addresses of places, put together from one short list per colleague and door."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from ibasho.town.places.urls import (
    calendar,
    child,
    desk,
    events_child,
    events_desk,
    events_ops,
    feeds,
    imports_desk,
    ops,
    verify,
)

app_name = "places"
urlpatterns: list[URLPattern | URLResolver] = [
    *child.urlpatterns,
    *calendar.urlpatterns,
    *events_child.urlpatterns,
    *feeds.urlpatterns,
    *events_ops.urlpatterns,
    *events_desk.urlpatterns,
    *verify.urlpatterns,
    *ops.urlpatterns,
    *desk.urlpatterns,
    *imports_desk.urlpatterns,
]
