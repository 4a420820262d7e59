"""Addresses of openhouse, one short list per noun."""

from __future__ import annotations

from django.urls import URLPattern

from ibasho.rooms.openhouse.urls import door, faces, groups, safety, seats

app_name = "openhouse"
urlpatterns: list[URLPattern] = [
    *door.urlpatterns,
    *faces.urlpatterns,
    *groups.urlpatterns,
    *safety.urlpatterns,
    *seats.urlpatterns,
]
