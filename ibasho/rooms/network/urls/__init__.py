"""Addresses of network, one short list per noun."""

from __future__ import annotations

from django.urls import URLPattern

from ibasho.rooms.network.urls import grants, lending, meetings, register, sheets, starting, supporting

app_name = "network"
urlpatterns: list[URLPattern] = [
    *register.urlpatterns,
    *sheets.urlpatterns,
    *meetings.urlpatterns,
    *lending.urlpatterns,
    *starting.urlpatterns,
    *supporting.urlpatterns,
    *grants.urlpatterns,
]
