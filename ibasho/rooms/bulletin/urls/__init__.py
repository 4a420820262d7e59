"""Addresses of bulletin, one short list per noun."""

from __future__ import annotations

from django.urls import URLPattern

from ibasho.rooms.bulletin.urls import (
    how,
    line,
    notices,
    papers,
    reach,
    readings,
    schools,
    stories,
    subscriptions,
)

app_name = "bulletin"
urlpatterns: list[URLPattern] = [
    *notices.urlpatterns,
    *subscriptions.urlpatterns,
    *line.urlpatterns,
    *papers.urlpatterns,
    *reach.urlpatterns,
    *schools.urlpatterns,
    *stories.urlpatterns,
    *how.urlpatterns,
    *readings.urlpatterns,
]
