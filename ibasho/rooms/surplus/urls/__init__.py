"""Addresses of surplus, one short list per noun."""

from __future__ import annotations

from django.urls import URLPattern

from ibasho.rooms.surplus.urls import carrying, offers, receivers, sharing, uses

app_name = "surplus"
urlpatterns: list[URLPattern] = [
    *offers.urlpatterns,
    *receivers.urlpatterns,
    *sharing.urlpatterns,
    *carrying.urlpatterns,
    *uses.urlpatterns,
]
