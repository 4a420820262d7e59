"""Addresses of family support, one short list per noun."""

from __future__ import annotations

from django.urls import URLPattern

from ibasho.rooms.familysupport.urls import asks, figures, matching, members, reports, requests, tariff

app_name = "familysupport"
urlpatterns: list[URLPattern] = [
    *members.urlpatterns,
    *requests.urlpatterns,
    *matching.urlpatterns,
    *asks.urlpatterns,
    *tariff.urlpatterns,
    *reports.urlpatterns,
    *figures.urlpatterns,
]
